import type { ReadCase } from '../case/index.ts';
import { allRows, type Columns } from '../columns/index.ts';
import type { Steps } from '../kit/steps.ts';
import { rowOfEvent } from './event-rows.ts';
import { prepareFind } from './find.ts';
import { prepareOverview } from './overview.ts';
import { prepareUserPages } from './users-asked.ts';
import { peopleOf, preparePeople } from './users-people.ts';
import { prepareUsers } from './users.ts';

/**
 * Makes what the first visit of each screen would wait for, in steps, in the order in which screens are visited. A question that comes earlier finishes the part that it
 * needs; nothing is made twice.
 */
export function* prepare(file: ReadCase, columns: Columns): Steps<void> {
  allRows(columns);
  yield;
  yield* preparePeople(columns);
  const people = peopleOf(columns);
  yield* prepareUsers(people);
  yield* prepareOverview(people);
  yield* prepareFind(columns);
  rowOfEvent(columns);
  yield;
  yield* prepareUserPages(file, columns);
}
