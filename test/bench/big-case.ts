import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evidence, here, node24, root, run } from './set-up.ts';

/** How the command says that it found something. */
const FOUND = [0, 3];

/** A case of so many generated events, and the home that its host runs in. */
export interface BigCase {
  readonly home: string;
  readonly path: string;
}

/**
 * The case, made once by the real command and kept: evidence from the sample generator, import, all hunts. Ten million events take about a quarter of an hour and 5 GB.
 * `folder`: where it lies (default beside the benchmarks).
 */
export function bigCase(events: number, folder = join(here, 'data', `screens-${events}`)): BigCase {
  const made: BigCase = { home: folder, path: join(folder, 'cases', 'big.bilocate') };
  const mark = join(folder, '.complete');
  if (existsSync(mark)) return made;
  mkdirSync(join(folder, 'cases'), { recursive: true });
  const cli = [join(root, 'src-main', 'host', 'cli.ts'), '--analyst', 'B. Ench', 'hunt', '--case', made.path, '--title', `${events} events`, '--json', join(folder, 'findings.json'), evidence(events)];
  run(node24(), ['--disable-warning=ExperimentalWarning', ...cli], root, { BILOCATE_HOME: folder }, FOUND);
  writeFileSync(mark, '');
  return made;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { events: { type: 'string' }, folder: { type: 'string' } } });
  console.log(bigCase(Number(values.events ?? 10_000_000), values.folder).path);
}
