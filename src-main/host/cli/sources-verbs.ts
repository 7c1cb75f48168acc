import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { datasets, Fault, type Dataset, type DeclaredMapping, type MappingPreview } from '../../contract/index.ts';
import { draftMapping } from '../../pipeline/mapping-draft.ts';
import { skeletonOf } from '../../pipeline/mapping-like.ts';
import { previewOf } from '../../pipeline/mapping-preview.ts';
import { firstRecords } from '../../pipeline/mapping-records.ts';
import { mappingYaml } from '../../pipeline/mapping-yaml.ts';
import { mappingTable, sources, type DeclaredSource, type Source } from '../../sources/index.ts';
import { mappingsBeside, mappingsFolder, mappingsIn, saveMapping, type OwnMappings } from '../own-mappings.ts';
import { EXIT, jsonText, type Cli } from './context.ts';
import { plain, table } from './terminal.ts';

const declaredOf = (source: Source): DeclaredMapping | null => (source as Partial<DeclaredSource>).declared ?? null;
const beside = (path: string | undefined): OwnMappings => (path === undefined ? { usable: [], cards: [] } : mappingsBeside(resolve(path)));

/** `bilocate sources list [--case CASE]`: built-in sources, and mappings that lie beside a case. */
export function sourcesListVerb(cli: Cli, casePath: string | undefined): Promise<number> {
  const builtIn = sources.map((source) => ({ id: source.dataset, title: source.title, version: source.version, dataset: source.dataset, written: declaredOf(source) === null ? 'code' : 'mapping', fields: source.mapping.flatMap(({ fields }) => fields).length, problems: 0 }));
  const { cards, usable } = beside(casePath);
  const own = cards.map(({ id, title, version, dataset, problems }) => ({ id, title, version, dataset, written: 'own mapping', fields: Object.keys(usable.find((one) => one.mapping.id === id)?.mapping.fields ?? {}).length, problems: problems.length }));
  const rows = [...builtIn, ...own];
  const cells = rows.map((row) => [row.id, row.title, String(row.version), row.dataset, row.written, String(row.fields), row.problems === 0 ? '' : `${row.problems} problems: not used`].map(plain));
  cli.out(cli.json ? jsonText(rows) : `${table(['id', 'title', 'version', 'dataset', 'written as', 'fields', ''], cells)}\n`);
  return Promise.resolve(EXIT.done);
}

/** `bilocate sources show ID [--yaml] [--case CASE]` */
export function sourcesShowVerb(cli: Cli, id: string, { yaml = false, case: casePath }: { readonly yaml?: boolean; readonly case?: string }): Promise<number> {
  const own = beside(casePath).usable.find(({ mapping }) => mapping.id === id);
  const source = sources.find(({ dataset }) => dataset === id);
  const declared = own?.mapping ?? (source === undefined ? null : declaredOf(source));
  if (own === undefined && source === undefined) throw new Fault('mapping/not-found', { id });
  if (yaml && declared === null) throw new Fault('mapping/not-found', { id, reason: 'this source is written in code: a mapping cannot say all of it' });
  if (cli.json) cli.out(jsonText(declared ?? { id, title: source!.title, version: source!.version, mapping: source!.mapping }));
  else if (yaml) cli.out(own?.text ?? mappingYaml(declared!));
  else if (own !== undefined) cli.out(own.text);
  else cli.out(`${source!.title} (${source!.dataset}), version ${source!.version}, written as ${declared === null ? 'code' : 'a mapping: --yaml prints it'}\n\n${mappingTable(source!.mapping)}\n`);
  return Promise.resolve(EXIT.done);
}

/** `bilocate sources check FILES…`: every problem, as FILE:LINE:COLUMN. */
export function sourcesCheckVerb(cli: Cli, files: readonly string[]): Promise<number> {
  const problems = files.flatMap((file) => {
    if (!existsSync(file)) throw new Fault('file/not-found', { path: file });
    return mappingsIn([resolve(file)]).cards.flatMap((card) => card.problems.map((problem) => ({ file, ...problem })));
  });
  if (cli.json) cli.out(jsonText(problems));
  else cli.out(problems.length === 0 ? 'No problems.\n' : `${problems.map(({ file, line, column, message }) => plain(`${file}:${line}:${column}  ${message}`)).join('\n')}\n`);
  return Promise.resolve(problems.length === 0 ? EXIT.done : EXIT.fault);
}

/** `bilocate sources new ID [--like DATASET] [--from FILE] [--case CASE]`: a mapping to begin with, beside the case or on stdout. */
export async function sourcesNewVerb(cli: Cli, id: string, { like, from, case: casePath }: { readonly like?: string; readonly from?: string; readonly case?: string }): Promise<number> {
  if (like !== undefined && !datasets.includes(like as Dataset)) throw new Fault('mapping/not-found', { id: like, known: datasets.join(', ') });
  const text = from === undefined ? skeletonOf(id, (like ?? 'custom') as Dataset) : await draftMapping({ paths: [resolve(from)], inbox: null, file: resolve(from), id });
  if (casePath === undefined) {
    cli.out(text);
    return EXIT.done;
  }
  const card = saveMapping(resolve(casePath), text, false);
  cli.out(cli.json ? jsonText(card) : plain(`${mappingsFolder(resolve(casePath))}/${card.file}\n`));
  return EXIT.done;
}

/** `bilocate sources preview FILE --mapping M`: what it makes of the first 100 records. */
export async function sourcesPreviewVerb(cli: Cli, file: string, mapping: string): Promise<number> {
  const chosen = mappingOf(mapping);
  const preview = previewOf(chosen, await firstRecords(resolve(file), 100));
  cli.out(cli.json ? jsonText(preview) : previewText(preview));
  return preview.taken > 0 ? EXIT.done : EXIT.fault;
}

/** A file, or the id of a built-in source that is written as a mapping. Throws Fault mapping/invalid, mapping/not-found. */
function mappingOf(name: string): DeclaredMapping {
  if (!existsSync(name)) {
    const source = sources.find(({ dataset }) => dataset === name);
    const declared = source === undefined ? null : declaredOf(source);
    if (declared === null) throw new Fault('mapping/not-found', { id: name });
    return declared;
  }
  return mappingFiles([name])[0]!.mapping;
}

/** The mappings of `--mapping`. Throws Fault mapping/invalid with the first problem of the first that has any. */
export function mappingFiles(files: readonly string[]): OwnMappings['usable'] {
  const { usable, cards } = mappingsIn(files.map((file) => resolve(file)));
  cards.forEach(({ problems }, i) => {
    const [first] = problems;
    if (first !== undefined) throw new Fault('mapping/invalid', { path: files[i]!, line: first.line, column: first.column, problem: first.message, problems: problems.length });
  });
  return usable;
}

function previewText({ shape, looked, taken, refused, passed, unread, first, last, zoneAssumed, fields, clashes }: MappingPreview): string {
  const told = (title: string, rows: MappingPreview['refused']): readonly string[] => rows.map(({ why, count }) => plain(`  ${title} ${count}: ${why}`));
  const share = (filled: number): string => (taken === 0 ? '–' : `${Math.round((filled / taken) * 100)} %`);
  return [
    `${looked} records${shape === null ? '' : ` (${shape})`}: ${taken} events${first === null ? '' : `, ${first} to ${last!}`}`,
    ...told('not its records', passed), ...told('refused', refused), ...(unread > 0 ? [`  cannot be read ${unread}`] : []),
    ...(zoneAssumed > 0 ? [`  ${zoneAssumed} times name no zone: UTC is assumed (zone in the mapping, or of the file at import)`] : []),
    ...clashes.map(({ title, count }) => `  ${count} are taken by ${title} already: it wins, unless this mapping is named for the file (--as FILE=ID)`), '',
    table(['field', 'filled', 'examples'], fields.map((one) => [one.field, share(one.filled), one.examples.join(' | ').slice(0, 100)].map(plain))), '',
  ].join('\n');
}
