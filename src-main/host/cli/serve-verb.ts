import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { App } from '../app.ts';
import { sampleCase } from '../sample-case.ts';
import { serveWeb } from '../web.ts';
import { EXIT, openToWrite, type Cli } from './context.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly open: boolean;
  readonly sample?: boolean;
}

/** `bilocate serve [CASE]`: the screens on 127.0.0.1 until Ctrl-C. */
export async function serveVerb(cli: Cli, path: string | undefined, options: ServeOptions): Promise<number> {
  const { app } = cli;
  if (cli.analyst !== undefined) app.settings.update({ analyst: { id: app.settings.get().analyst?.id ?? app.newId(), organisation: '', role: '', ...app.settings.get().analyst, name: cli.analyst } });
  if (path !== undefined) await openToWrite(cli, path, null);
  else if (options.sample) await sampleCase(cli);
  const web = await serveWeb({ answer: app.answer, onNews: app.onNews, inbox: app.inbox, renderer: app.folders.renderer, port: options.port ?? 0 });
  cli.out(`Bilocate is at ${web.link}\nThe link works once, in this account's browser. Ctrl-C ends.\n`);
  if (options.open) openInBrowser(web.link);
  await untilInterrupted(app);
  await web.close();
  return EXIT.done;
}

function untilInterrupted(app: App): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      if (app.jobs.list().some((job) => job.ended === null)) process.stderr.write('Stopping what runs; what was stored is kept.\n');
      done();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
}

/** Opens the link where there is a display and a way to; the link was printed in any case. */
function openInBrowser(link: string): void {
  const [command, args] =
    process.platform === 'darwin' ? ['open', [link]] : process.platform === 'win32' ? ['cmd', ['/c', 'start', '', link]] : ['xdg-open', [link]];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  if (command === 'xdg-open' && !['/usr/bin/xdg-open', '/usr/local/bin/xdg-open'].some((file) => existsSync(file))) return;
  spawn(command as string, args as string[], { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}

