import { datasets, Fault, type ImportOptions, type Intake } from '../contract/index.ts';
import { plainIntake } from '../case/index.ts';
import { isZone } from './adjust-times.ts';
import type { OwnMapping } from './mapping-own.ts';
import { cleanScope } from './scope.ts';

/** A file as options name it: by the path that the case notes, or by its name. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/**
 * How each file is to be taken in, from the options of an import.
 * @throws Fault import/bad-option for a zone that nobody knows, a file that is not there, a scope that ends before it begins,
 * a mapping that does not lie beside the case
 */
export function intakes<F extends NamedFile>(files: readonly F[], options: ImportOptions, mappings: readonly OwnMapping[] = []): (file: F) => Intake {
  const scope = cleanScope(options.scope);
  if (scope !== null && scope.from !== null && scope.to !== null && scope.from >= scope.to) throw bad('scope', `${scope.from} to ${scope.to}`, 'it ends before it begins');
  const offsets = options.offsets.filter(({ seconds }) => seconds !== 0).toSorted((a, b) => datasets.indexOf(a.dataset) - datasets.indexOf(b.dataset));
  if (new Set(offsets.map(({ dataset }) => dataset)).size < offsets.length) throw bad('offset', offsets.map(({ dataset }) => dataset).join(', '), 'one source has two offsets');
  const own = new Map<string, { readonly zone: string | null; readonly dataset: Intake['dataset']; readonly mapping: string | null }>();
  const known = new Set(options.files.length === 0 ? [] : files.flatMap(({ path, name }) => [path, name]));
  for (const { path, zone, dataset, mapping } of options.files) {
    if (!known.has(path)) throw bad('file', path, 'no file of this import is called so');
    if (mapping !== null && !mappings.some((one) => one.mapping.id === mapping)) throw bad('mapping', mapping, 'no mapping beside the case is called so');
    const before = own.get(path);
    own.set(path, { zone: zone ?? before?.zone ?? null, dataset: dataset ?? before?.dataset ?? null, mapping: mapping ?? before?.mapping ?? null });
  }
  for (const zone of [options.zone, ...options.files.map((one) => one.zone)]) if (zone !== null && !isZone(zone)) throw bad('zone', zone, 'no such zone');
  const plain = scope === null && options.zone === null && offsets.length === 0 && mappings.length === 0;
  const shared: Intake = plain ? plainIntake : { scope, zone: options.zone, dataset: null, offsets, ...(mappings.length === 0 ? {} : { own: mappings.map(({ row }) => row) }) };
  return (file) => {
    const said = own.get(file.path) ?? own.get(file.name);
    return said === undefined ? shared : { ...shared, zone: said.zone ?? shared.zone, dataset: said.dataset, ...(said.mapping === null ? {} : { mapping: said.mapping }) };
  };
}

function bad(option: string, value: string, problem: string): Fault {
  return new Fault('import/bad-option', { option, value, problem });
}
