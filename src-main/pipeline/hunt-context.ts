import { confirmedIn, exceptionsIn, filtersIn, identitySaid, namedSets, periodsIn, personsIn, traitSaid, type ReadCase } from '../case/index.ts';
import { emptyContext, type HuntContext } from '../contract/index.ts';

/** What the case knows beyond its events, for a hunt over its columns. */
export function huntContextOf(file: ReadCase): HuntContext {
  return { ...emptyContext, sets: namedSets(file), exceptions: exceptionsIn(file), filters: filtersIn(file), periods: periodsIn(file), confirmed: confirmedIn(file), traits: traitsIn(file) };
}

/** What was said of any name of a person holds for all of them, by the last word. */
function traitsIn(file: ReadCase): HuntContext['traits'] {
  const said = identitySaid(file);
  const { namesOf } = personsIn(file);
  const users = [...new Set([...said.traits.keys()].flatMap(namesOf))].sort();
  return users.flatMap((user) => {
    const trait = traitSaid(said, namesOf(user))?.value ?? null;
    return trait === null ? [] : [{ user, trait }];
  });
}
