import { identitySaid, personsIn, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import type { AliasSaidRow, Identity, UserName } from '../contract/index.ts';
import { finish, type Steps } from '../kit/steps.ts';
import { namesIn, nameShown } from './identity-names.ts';
import { organizationsOf, prepareOrganizations } from './identity-organizations.ts';
import { stillAsked, suggestedIn } from './identity-suggestions.ts';

/** Gets ready for the question who is who, in steps. */
export function* prepareIdentity(file: ReadCase, columns: Columns): Steps<void> {
  yield* namesIn(columns);
  yield* suggestedIn(file, columns);
  yield* prepareOrganizations(columns);
}

/** Who is one person as analysts said, who may be, and which organisations there are. Nothing of it changes evidence, events or counts. */
export function askIdentity(file: ReadCase, columns: Columns): Identity {
  const said = identitySaid(file);
  const names = finish(namesIn(columns));
  const { heldBack } = personsIn(file);
  const { suggestions, more } = stillAsked(finish(suggestedIn(file, columns)), said, columns, names);
  const heldOf = (a: string, b: string): AliasSaidRow['held'] => {
    const held = heldBack.find((one) => one.a === a && one.b === b);
    return held === undefined ? null : [held.refused[0], held.refused[1]];
  };
  return {
    persons: columns.persons.map((own) => ({ user: own[0]!, names: own.flatMap((name): UserName[] => { const shown = nameShown(columns, names, name); return shown === null ? [] : [shown]; }) })),
    suggestions, moreSuggestions: more,
    said: said.pairs.map(({ seq, a, b, value, at, analyst, reason }) => ({ seq, a, b, value, at, analyst, reason, held: value === 'same' ? heldOf(a, b) : null })).toReversed(),
    ...organizationsOf(file, columns, said),
  };
}
