import { browser, firefox, type Platform } from '../agents.ts';

/** A client of the sign-in logs: its string, and what the vendors read from it. */
export interface Client {
  readonly agent: string;
  /** Of Entra: `MacOs`, `Windows10`; empty where it reads none. */
  readonly os: string;
  /** Of Entra: `Chrome 125.0.0`. */
  readonly browser: string;
  /** Of Okta: `CHROME`. */
  readonly family: string;
  readonly device: 'Computer' | 'Mobile' | 'Unknown';
  /** Names it without its version, for the ground truth: a sound template tells these apart and no more. Empty where the client says nothing. */
  readonly kind: string;
}

const systems = { mac: 'MacOs', windows: 'Windows10', linux: 'Linux' } as const;
const plainMac = 'Macintosh; Intel Mac OS X 10_15_7';
const plainWindows = 'Windows NT 10.0; Win64; x64';

export const chrome = (platform: Platform, bump: boolean): Client => ({
  agent: browser(platform, bump), os: systems[platform], browser: `Chrome ${bump ? 125 : 124}.0.0`, family: 'CHROME', device: 'Computer',
  kind: `chrome ${platform}`,
});
/** The same string on every desktop: that of Ubuntu. */
export const fox = (bump: boolean): Client => ({
  agent: firefox(bump), os: 'Linux', browser: `Firefox ${bump ? 126 : 125}.0`, family: 'FIREFOX', device: 'Computer', kind: 'firefox ubuntu',
});
export const edge: Client = {
  agent: `Mozilla/5.0 (${plainWindows}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0`, os: 'Windows10',
  browser: 'Edge 124.0.0', family: 'EDGE', device: 'Computer', kind: 'edge',
};
export const linuxFox: Client = {
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0', os: 'Linux', browser: 'Firefox 115.0', family: 'FIREFOX', device: 'Computer', kind: 'firefox linux',
};
export const script: Client = { agent: 'python-requests/2.31.0', os: '', browser: 'Python Requests 2.31', family: 'UNKNOWN', device: 'Unknown', kind: 'requests' };
export const axios: Client = { agent: 'axios/1.6.8', os: '', browser: '', family: 'UNKNOWN', device: 'Unknown', kind: 'axios' };
/** Okta writes the word where a client does not name itself. */
export const nameless: Client = { agent: 'unknown', os: '', browser: '', family: 'UNKNOWN', device: 'Unknown', kind: '' };
export const phoneMail = (bump: boolean): Client => ({
  agent: `Outlook-iOS/${bump ? 730 : 729}.2413.1.prod.iphone (4.24${bump ? 16 : 13}.0)`, os: 'Ios', browser: '', family: 'UNKNOWN', device: 'Mobile',
  kind: 'outlook ios',
});
export const phoneSafari: Client = {
  agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1', os: 'Ios',
  browser: 'Mobile Safari 17.4', family: 'SAFARI', device: 'Mobile', kind: 'safari ios',
};
export const oktaVerify: Client = {
  agent: 'B7F62B65BN.com.okta.mobile/9.14.1 OktaVerify/9.14.1 iOS/17.4.1 Apple/iPhone15,2', os: 'Ios', browser: '', family: 'UNKNOWN', device: 'Mobile',
  kind: 'okta verify',
};
/** The synchronisation of the directory names no client. */
export const noClient: Client = { agent: '', os: '', browser: '', family: 'UNKNOWN', device: 'Unknown', kind: '' };

/** What a tester opens a page with: three browsers, two of them in two versions. */
export const browsersOfTester: readonly Client[] = [
  chrome('mac', false), chrome('mac', true),
  ...[125, 126].map((version): Client => ({ agent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`, os: 'MacOs', browser: `Firefox ${version}.0`, family: 'FIREFOX', device: 'Computer', kind: 'firefox mac' })),
  {
    agent: `Mozilla/5.0 (${plainMac}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15`, os: 'MacOs', browser: 'Safari 17.4.1',
    family: 'SAFARI', device: 'Computer', kind: 'safari mac',
  },
];

/** The apps of Microsoft 365 on a laptop; there are none for Linux. */
export function desktopApps(platform: Platform): readonly (readonly [app: 'teams' | 'office' | 'drive', client: Client])[] {
  if (platform === 'linux') return [];
  const mac = platform === 'mac';
  const os = systems[platform];
  const of = (agent: string, kind: string): Client => ({ agent, os, browser: 'Rich Client', family: 'UNKNOWN', device: 'Computer', kind });
  return [
    [
      'teams',
      of(
        `Mozilla/5.0 (${mac ? plainMac : plainWindows}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.2478.80 Teams/24102.2223.2870.9480/49`,
        `teams ${platform}`,
      ),
    ],
    ['office', of(mac ? 'MacOutlook/16.84.24041420 (Intelx64 Mac OS X 14.4.1 (Build 23E224))' : 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17531; Pro)', `outlook ${platform}`)],
    ['drive', of(mac ? 'Microsoft SkyDriveSync 24.076.0414.0001 ship; Mac OSX 14.4.1' : 'Microsoft SkyDriveSync 24.076.0414.0001 ship; Windows NT 10.0 (22631)', `onedrive ${platform}`)],
  ];
}
