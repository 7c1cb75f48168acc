import type { IdentityReason, ReasonKind, Strength } from '../contract/index.ts';

/** What each reason counts. A name that agrees is worth as much as an address that cannot: both together say nothing. */
const weights: Readonly<Record<ReasonKind, number>> = {
  'same-but-case': 4, 'same-local': 3, 'similar-local': 1.5, 'domain-agrees': 1, 'known-as': 3, 'same-credential': 4, 'same-session': 4, 'sso-stated': 4, 'sso-inferred': 2, 'same-device': 2, 'same-address': 1, 'rare-network': 1, 'same-hours': 0.5,
  'two-countries': -3, 'same-source': -2, 'other-organization': -2, 'several-match': -1, 'short-name': -1,
};
const STRONG = 4;
const LIKELY = 2;
/** Under this, what speaks for a pair is no reason to ask anybody. */
const LEAST_FOR = 1.5;

/** In two countries now and then, and mostly together: that is what one person with a stolen key looks like. Under this share of the half hours it counts little. */
const RARELY = { share: 0.2, weight: -1 };
const weightOf = ({ kind, count = 0, of = 0 }: IdentityReason): number => (kind === 'two-countries' && of > 0 && count / of < RARELY.share ? RARELY.weight : weights[kind]);

/** How strongly two names look like one person: the sum of what speaks for and against it. Null where too little speaks for it at all. */
export function weigh(reasons: readonly IdentityReason[]): { readonly score: number; readonly strength: Strength } | null {
  const score = reasons.reduce((sum, reason) => sum + weightOf(reason), 0);
  const speaksFor = reasons.reduce((sum, { kind }) => sum + Math.max(0, weights[kind]), 0);
  if (speaksFor < LEAST_FOR) return null;
  return { score, strength: score >= STRONG ? 'strong' : score >= LIKELY ? 'likely' : 'weak' };
}
