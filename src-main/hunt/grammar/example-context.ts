import { setKinds, traits, type HuntContext, type Trait } from '../../contract/index.ts';
import { day, filledList, filledText, needed, oneOf, optional, recordOf, shapeOf, type Keys, type Reader, type Shape } from './read.ts';

const setKeys = {
  kind: needed(oneOf(setKinds)),
  values: needed(filledList(filledText)),
  from: optional<string | null>(day, null),
  to: optional<string | null>(day, null),
} satisfies Keys;
const setName = /^[^\u0000-\u001f]{1,100}$/;

const contextKeys = {
  sets: optional<Readonly<Record<string, Shape<typeof setKeys>>>>(recordOf(shapeOf('a set', setKeys), setName, 'a set'), {}),
  traits: optional<Readonly<Record<string, Trait>>>(recordOf(oneOf(traits), setName, 'a user'), {}),
} satisfies Keys;
/** Keys of the context of an example, for the docs. */
export const exampleContextKeys: readonly string[] = [...Object.keys(contextKeys), ...Object.keys(setKeys)];

/** What the case of an example knows: its named sets, and who stands behind which user. */
export type ExampleContext = Pick<HuntContext, 'sets' | 'traits'>;
const shape = shapeOf('the context of an example', contextKeys);

export const exampleContext: Reader<ExampleContext> = (tree, reading) => {
  const found = shape(tree, reading);
  if (found === undefined) return undefined;
  return {
    sets: Object.entries(found.sets).map(([name, { kind, values, from, to }]) => ({
      name, kind, version: 1, entries: values.map((value) => ({ value, note: '' })), validFrom: from, validTo: to, reason: '', at: '', analyst: '', removed: false,
    })),
    traits: Object.entries(found.traits).map(([user, trait]) => ({ user, trait })),
  };
};
