import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Fault, type MappingCard } from '../contract/index.ts';
import { readMapping } from '../pipeline/mapping-yaml.ts';
import type { MappingText } from '../pipeline/mapping-own.ts';

const MOST_FILES = 200;
const MOST_BYTES = 1024 * 1024;

/** Mappings that lie beside a case: those that can be used, and every file with what is wrong with it. */
export interface OwnMappings {
  readonly usable: readonly MappingText[];
  readonly cards: readonly MappingCard[];
}

/** Where the mappings of a case lie: `<case name>.sources` beside it. */
export function mappingsFolder(casePath: string): string {
  return `${casePath.replace(/\.bilocate$/, '')}.sources`;
}

/** Reads the mappings beside a case; none where there is no such folder. A case that was handed over brings files from elsewhere: links, and more or larger files than anybody writes, are not read. */
export function mappingsBeside(casePath: string): OwnMappings {
  const folder = mappingsFolder(casePath);
  return mappingsIn(namesIn(folder).filter((name) => /\.ya?ml$/i.test(name)).slice(0, MOST_FILES).map((name) => join(folder, name)));
}

/** Reads mapping files. Of two with one id the second is refused. Throws Fault file/not-readable for what is named and cannot be read. */
export function mappingsIn(paths: readonly string[]): OwnMappings {
  const usable: MappingText[] = [];
  const cards = paths.map((path) => {
    const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const text = textOf(path);
    const { mapping, problems } = readMapping(text, file);
    const twice = mapping !== null && usable.some((one) => one.mapping.id === mapping.id);
    if (mapping !== null && !twice) usable.push({ text, mapping });
    return cardOf(file, text, mapping, twice ? [{ line: 1, column: 1, message: `Another file has the id "${mapping.id}" already.` }] : problems);
  });
  return { usable, cards };
}

/**
 * Writes a mapping beside the case, under its id. Throws Fault mapping/invalid with its first problem; file/exists where one of this id lies there with another text and
 * `replace` is not set; file/not-writable.
 */
export function saveMapping(casePath: string, text: string, replace: boolean): MappingCard {
  const { mapping, problems } = readMapping(text, 'mapping.yaml');
  if (mapping === null) throw new Fault('mapping/invalid', { line: problems[0]?.line ?? 1, problem: problems[0]?.message ?? '' });
  const folder = mappingsFolder(casePath);
  const known = mappingsBeside(casePath).cards.find(({ id }) => id === mapping.id);
  const file = known?.file ?? `${mapping.id}.yaml`;
  const path = join(folder, file);
  if (known !== undefined && known.text !== text && !replace) throw new Fault('file/exists', { path });
  try {
    mkdirSync(folder, { recursive: true });
    const unfinished = join(folder, `.${file}.tmp`);
    rmSync(unfinished, { force: true });
    writeFileSync(unfinished, text, { flag: 'wx' });
    renameSync(unfinished, path);
  } catch (error) {
    throw new Fault('file/not-writable', { path, reason: error instanceof Error ? error.message : String(error) });
  }
  return cardOf(file, text, mapping, []);
}

function cardOf(file: string, text: string, mapping: MappingText['mapping'] | null, problems: MappingCard['problems']): MappingCard {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const told = problems.map(({ line, column, message }) => ({ line, column, message }));
  return { file, id: mapping?.id ?? file, title: mapping?.title ?? file, version: mapping?.version ?? 0, dataset: mapping?.dataset ?? '', sha256, text, problems: told };
}

function namesIn(folder: string): readonly string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile() && !one.name.startsWith('.')).map(({ name }) => name).sort() : [];
  } catch {
    return [];
  }
}

/** The text; of one that is too large only that it is. */
function textOf(path: string): string {
  try {
    return lstatSync(path).size > MOST_BYTES ? ' '.repeat(MOST_BYTES + 1) : readFileSync(path, 'utf8');
  } catch (error) {
    throw new Fault('file/not-readable', { path, reason: error instanceof Error ? error.message : String(error) });
  }
}
