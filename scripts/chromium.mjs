// Finds a Chromium for the end-to-end tests; installs Debian's where this runs as root on Debian, otherwise says what to install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  process.env.BILOCATE_CHROMIUM,
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function found() {
  return PLACES.find((path) => path && existsSync(path));
}

/** Path of a Chromium. Ends the process with a message that says what to install where there is none. */
export function ensureChromium() {
  const path = found();
  if (path) return path;
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    process.stderr.write('• Installing Chromium from Debian for the end-to-end tests\n');
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'poppler-utils'], quiet);
    const installed = found();
    if (installed) return installed;
  }
  process.stderr.write('The end-to-end tests need Chromium or Chrome. Install it (Debian or Ubuntu: sudo apt-get install chromium) or set BILOCATE_CHROMIUM to its path, and run npm test again.\n');
  process.exit(1);
}
