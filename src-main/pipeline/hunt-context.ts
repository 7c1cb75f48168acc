import { confirmedIn, exceptionsIn, filtersIn, findingFacts, findingSaid, identitySaid, namedSets, periodsIn, personsIn, traitSaid, type ReadCase } from '../case/index.ts';
import { clearing, emptyContext, type HuntContext } from '../contract/index.ts';

/** What the case knows beyond its events, for a hunt over its columns. */
export function huntContextOf(file: ReadCase): HuntContext {
  return { ...emptyContext, sets: namedSets(file), exceptions: exceptionsIn(file), filters: filtersIn(file), periods: periodsIn(file), confirmed: confirmedIn(file), cleared: clearedIn(file), traits: traitsIn(file) };
}

/** Findings that analysts cleared. */
function clearedIn(file: ReadCase): HuntContext['cleared'] {
  const said = findingSaid(file);
  return findingFacts(file).filter((fact) => clearing.includes(said(fact).verdict))
    .map(({ rule, variant, entity, startMs }) => ({ rule, variant, entity: JSON.parse(entity) as Readonly<Record<string, string>>, start: startMs }));
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
