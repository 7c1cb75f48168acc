export { byBytes } from './by-bytes.ts';
export { lookUp, personsOf, type HeldBack, type Pair, type Persons } from './persons.ts';
