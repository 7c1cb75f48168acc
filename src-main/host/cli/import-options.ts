import { InvalidArgumentError, Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { datasets, importOptions, importOrders, importScope, type ClockOffset, type Dataset, type FileOptions, type ImportOptions, type ImportOrder, type ImportScope } from '../../contract/index.ts';

/** Options of `import`, `hunt` and `widen` that say what lies inside. */
export interface ScopeFlags {
  readonly from?: string;
  readonly to?: string;
  readonly account?: readonly string[];
  readonly source?: readonly Dataset[];
  readonly user?: readonly string[];
  readonly category?: readonly string[];
}
/** Options of `import` and `hunt` that say how evidence is read. */
export interface ImportFlags extends ScopeFlags {
  readonly order?: ImportOrder;
  readonly zone?: readonly string[];
  readonly offset?: readonly ClockOffset[];
  /** What is no dataset is the id of a mapping. */
  readonly as?: readonly { readonly path: string; readonly dataset: Dataset | null; readonly mapping: string | null }[];
  readonly mapping?: readonly string[];
}

export function withScope(command: Command): Command {
  return command
    .option('--from <time>', 'only events from this time on: 2023-07-10, 2023-07-10T06:00Z', time)
    .option('--to <time>', 'only events before this time', time)
    .option('--account <id>', 'only events of this account, tenant or organisation; may be repeated', gather)
    .addOption(new Option('--source <dataset>', 'only events of this source; may be repeated').argParser<readonly Dataset[]>((text, before = []) => [...before, dataset(text)]))
    .option('--user <name>', 'only events of this user, whatever the case of its letters; may be repeated', gather)
    .option('--category <name>', 'only events of this category, such as authentication; may be repeated', gather);
}

export function withImportOptions(command: Command): Command {
  return withScope(command)
    .addOption(new Option('--order <order>', 'in which order files are read: by path, youngest date first, small ones first').choices(importOrders))
    .option('--zone <zone>', 'zone of times that name none (Europe/Oslo), or of those of one file (FILE=Europe/Oslo); may be repeated', gather)
    .addOption(new Option('--offset <pair>', 'seconds to add to the times of a source whose clock was off: okta.system=-90; may be repeated').argParser<readonly ClockOffset[]>((text, before = []) => [...before, offset(text)]))
    .addOption(new Option('--as <pair>', 'what a file is, against what is recognised: FILE=aws.cloudtrail, or FILE=ID of a mapping; may be repeated').argParser<NonNullable<ImportFlags['as']>>((text, before = []) => [...before, fileAs(text)]))
    .option('--mapping <file>', 'ask this mapping too, beside those that lie beside the case; may be repeated', gather);
}

/** The options of an import as the contract has them. Paths are resolved; what is no path of a file is taken for its name. */
export function importOptionsOf(flags: ImportFlags): ImportOptions {
  const zones = flags.zone ?? [];
  const all = zones.filter((zone) => !zone.includes('='));
  const files: Pick<FileOptions, 'path'>[] = [
    ...zones.filter((zone) => zone.includes('=')).map((pair) => ({ path: fileName(pair.slice(0, pair.lastIndexOf('='))), zone: pair.slice(pair.lastIndexOf('=') + 1) })),
    ...(flags.as ?? []).map(({ path, dataset, mapping }) => ({ path: fileName(path), dataset, mapping })),
  ];
  return importOptions.parse({ scope: scopeOf(flags), order: flags.order ?? 'given', zone: all.at(-1) ?? null, files, offsets: flags.offset ?? [] });
}

/** Null where nothing narrows. */
export function scopeOf({ from, to, account, source, user, category }: ScopeFlags): ImportScope | null {
  if (from === undefined && to === undefined && !account && !source && !user && !category) return null;
  return importScope.parse({ from: from ?? null, to: to ?? null, accounts: account ?? [], datasets: source ?? [], users: user ?? [], categories: category ?? [] });
}

/** A name without a folder stays a name: it fits the file wherever it lies. */
function fileName(text: string): string {
  return /[\\/]/.test(text) ? resolve(text) : text;
}

function gather(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function time(text: string): string {
  const found = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/i.exec(text);
  const ms = found ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Wanted a day (2023-07-10, from its beginning in UTC) or a time with its zone (2023-07-10T06:00:00Z).');
  return new Date(ms).toISOString();
}

function dataset(text: string): Dataset {
  const found = datasets.find((one) => one === text);
  if (!found) throw new InvalidArgumentError(`Wanted one of ${datasets.join(', ')}.`);
  return found;
}

function offset(text: string): ClockOffset {
  const [, name = '', seconds = ''] = /^([^=]+)=([+-]?\d{1,8})$/.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('Wanted SOURCE=SECONDS, such as okta.system=-90.');
  return { dataset: dataset(name), seconds: Number(seconds) };
}

function fileAs(text: string): NonNullable<ImportFlags['as']>[number] {
  const at = text.lastIndexOf('=');
  const said = text.slice(at + 1);
  if (at < 1 || !/^[a-z0-9][a-z0-9._-]*$/.test(said)) throw new InvalidArgumentError('Wanted FILE=SOURCE, such as cut.json=aws.cloudtrail, or FILE=ID of a mapping.');
  const known = datasets.find((one) => one === said) ?? null;
  return { path: text.slice(0, at), dataset: known, mapping: known === null ? said : null };
}
