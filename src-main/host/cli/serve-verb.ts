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

/** Without a page for so long (ms), the host ends: a case that nobody looks at stays neither open nor reachable. */
const IDLE = 30 * 60_000;

/** `bilocate serve [CASE]`: the screens on 127.0.0.1 until Ctrl-C. */
export async function serveVerb(cli: Cli, path: string | undefined, options: ServeOptions): Promise<number> {
  const { app } = cli;
  if (cli.analyst !== undefined) app.settings.update({ analyst: { id: app.settings.get().analyst?.id ?? app.newId(), organisation: '', role: '', ...app.settings.get().analyst, name: cli.analyst } });
  if (path !== undefined) await openToWrite(cli, path, null);
  else if (options.sample) await sampleCase(cli);
  const idle = new AbortController();
  const left = (): 'ends' | 'stays' => {
    // Work that runs goes on without a page.
    if (app.jobs.list().some((job) => job.ended === null)) return 'stays';
    idle.abort();
    return 'ends';
  };
  const interrupted = untilInterrupted(app, idle.signal);
  const web = await serveWeb({ answer: app.answer, onNews: app.onNews, inbox: app.inbox, renderer: app.folders.renderer, port: options.port ?? 0, idle: { after: IDLE, left } });
  cli.out(`Bilocate is at ${web.link}\nThe link works once, in this account's browser. Ctrl-C ends.\n`);
  if (options.open) openInBrowser(web.link);
  await interrupted;
  if (idle.signal.aborted) process.stderr.write('No page was open for half an hour: the case is closed.\n');
  await web.close();
  return EXIT.done;
}

function untilInterrupted(app: App, idle: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let ended = false;
    const end = () => {
      if (!ended && app.jobs.list().some((job) => job.ended === null)) process.stderr.write('Stopping what runs; what was stored is kept.\n');
      ended = true;
      done();
    };
    // Ctrl-C for a second time ends at once. The others come more than once where a whole group of processes is told to end (a terminal that is closed, a session that ends), each of which hands it on: the case is closed all the same.
    process.once('SIGINT', end);
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
    // With its terminal gone nobody can be told.
    process.once('SIGHUP', () => { for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined); });
    idle.addEventListener('abort', () => done(), { once: true });
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

