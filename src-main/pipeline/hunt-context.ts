import { exceptionsIn, filtersIn, namedSets, periodsIn, type ReadCase } from '../case/index.ts';
import { emptyContext, type HuntContext } from '../contract/index.ts';

/** What the case knows beyond its events, for a hunt over its columns. */
export function huntContextOf(file: ReadCase): HuntContext {
  return { ...emptyContext, sets: namedSets(file), exceptions: exceptionsIn(file), filters: filtersIn(file), periods: periodsIn(file) };
}
