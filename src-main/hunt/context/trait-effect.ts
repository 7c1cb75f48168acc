import type { RowSet } from '../../columns/index.ts';
import { severities, type Severity, type Trait } from '../../contract/index.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import type { Hit } from '../run.ts';

/** The set of networks that machines of the analyst's own work from; the rules of `resources/rules/actors/` ask for it. */
export const ciNetworks = 'ci-networks';

export interface Effect {
  readonly of: readonly string[];
  readonly most: Severity;
  readonly says: string;
}
/** By trait, which rules it changes (by hypothesis), how grave their findings are at most, and why. Practice B10. */
const effects: Partial<Readonly<Record<Trait, Effect>>> = {
  shared: { of: ['H1', 'H2'], most: 'low', says: 'The account is shared: several people use it from their own networks and with their own clients, so this is low at most.' },
  ci: { of: ['H1', 'H2', 'H3', 'H4', 'H5'], most: 'info', says: `The account is one of CI, which is judged against its declared networks (the set ${ciNetworks}), so this is for information only.` },
};

/** Says what the trait of its user changes of something with these rows, null where it changes nothing; null where nobody's trait changes anything of this rule. A rule that asks for traits itself is left as it is. */
export function effectOn(rule: Rule, lens: Lens): ((rows: RowSet) => Effect | null) | null {
  const known = [...new Set(lens.context.traits.map(({ trait }) => trait))].filter((trait) => effects[trait]?.of.some((one) => (rule.hypotheses as readonly string[]).includes(one)));
  if (known.length === 0 || asksTraits(rule)) return null;
  const { idAt, text } = lens.column('actor.trait');
  return (rows) => {
    const id = rows.length === 0 ? 0 : idAt(rows[0]!);
    // A hit that has events of others too is not one of a shared account alone.
    if (id === 0 || !rows.every((row) => idAt(row) === id)) return null;
    const trait = text(id) as Trait;
    return known.includes(trait) ? effects[trait]! : null;
  };
}

/** How grave something is under an effect. */
export const atMost = (severity: Severity, { most }: Effect): Severity => severities[Math.min(severities.indexOf(severity), severities.indexOf(most))]!;

/** What the trait of its user changes of a hit; null where nobody's trait changes anything of this rule. */
export function traitEffect(rule: Rule, lens: Lens): ((hit: Hit) => Hit) | null {
  const effectOf = effectOn(rule, lens);
  if (effectOf === null) return null;
  return (hit) => withEffect(hit, effectOf);
}

export function withEffect(hit: Hit, effectOf: (rows: RowSet) => Effect | null): Hit {
  const effect = effectOf(hit.rows);
  return effect === null ? hit : { ...hit, severity: atMost(hit.severity, effect), words: { ...hit.words, trait: effect.says } };
}

const asksTraits = (rule: Rule): boolean => JSON.stringify([rule.where, rule.except, (rule as unknown as Readonly<Record<string, unknown>>)[rule.kind]]).includes('actor.trait');
