import { extname } from 'node:path';

/** The file of a process or thread entry: beside this one, `.ts` from source and `.js` in the build. */
export function entryUrl(name: 'keeper.entry' | 'reader.entry' | 'parser.thread' | 'enrich.thread' | 'hunt.thread' | 'tune.thread' | 'build.thread' | 'watchdog.thread'): URL {
  return new URL(`./${name}${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}
