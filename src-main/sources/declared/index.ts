import type { DeclaredMapping } from '../../contract/index.ts';
import type { Source } from '../source.ts';
import { compileMapping } from './compile.ts';
import { rowsOf } from './rows.ts';

/** A source that was written as data, and the mapping that it was made of. */
export interface DeclaredSource extends Source {
  readonly declared: DeclaredMapping;
}

/**
 * The source that a mapping describes. All its closures are made here, once. Throws Error where the mapping is wrong: one that came from outside is checked first
 * (`checkMapping`), one of our own is then a bug.
 */
export function declaredSource(mapping: DeclaredMapping): DeclaredSource {
  const { wrong, recognise, map } = compileMapping(mapping);
  if (wrong.length > 0) throw new Error(`mapping ${mapping.id}: ${wrong.map(({ at, message }) => `${at.join('.')}: ${message}`).join('; ')}`);
  return { dataset: mapping.dataset, version: mapping.version, title: mapping.title, mapping: rowsOf(mapping), recognise, map, declared: mapping };
}
