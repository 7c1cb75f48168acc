import { Fault, type FieldName } from '../contract/index.ts';

/** For a field whose texts hardly repeat and that the columns were not asked to hold: search the case instead. */
export function notHeld(field: FieldName): Fault {
  return new Fault('columns/not-held', { field });
}
