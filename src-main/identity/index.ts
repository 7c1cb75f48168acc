export { byBytes } from './by-bytes.ts';
export { candidatesOf, type Candidate, type NameFacts, type NameLink } from './candidates.ts';
export { partsOf, type NameParts } from './name-parts.ts';
export { isNobody } from './never.ts';
export { lookUp, personsOf, type HeldBack, type Pair, type Persons } from './persons.ts';
export { suggestTrait, type Behaviour } from './traits.ts';
export { weigh } from './weigh.ts';
