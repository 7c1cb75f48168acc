import { exceptionsIn, findingFacts, findingSaid, type ReadCase } from '../case/index.ts';
import type { ExceptionRow } from '../contract/index.ts';

/** What is expected, the newest first, and how many findings of the last hunts each caught. */
export function askExceptions(file: ReadCase): readonly ExceptionRow[] {
  const said = findingSaid(file);
  const caught = new Map<number, number>();
  for (const fact of findingFacts(file)) {
    const by = fact.state === 'gone' ? null : said(fact).filteredBy;
    if (by !== null) caught.set(by, (caught.get(by) ?? 0) + 1);
  }
  return exceptionsIn(file).toReversed().map((one) => ({ ...one, caught: caught.get(one.seq) ?? 0 }));
}
