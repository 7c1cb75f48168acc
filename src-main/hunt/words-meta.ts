import type { Noun } from './nouns.ts';
import type { NumberTest } from './rule.ts';

const nouns: Readonly<Record<string, readonly [string, string]>> = {
  findings: ['finding', 'findings'], rules: ['rule', 'rules'], hypotheses: ['hypothesis', 'hypotheses'], techniques: ['ATT&CK technique', 'ATT&CK techniques'], datasets: ['log', 'logs'],
  risk: ['point of risk', 'points of risk'], events: ['event', 'events'],
};

/** What a measure of findings counts. */
export function metaNoun(measure: string): Noun {
  const [one, many] = nouns[measure] ?? [measure, measure];
  return { one, many, tie: 'with' };
}

const limits: { readonly [T in NumberTest]: string } = { greater: 'limit', at_least: 'fires from', less: 'fires below', at_most: 'fires up to' };
const spares: { readonly [T in NumberTest]: string } = { greater: 'at most', at_least: 'fewer than', less: 'at least', at_most: 'more than' };
export const limitWords = (test: NumberTest): string => limits[test];
export const spareWords = (test: NumberTest): string => spares[test];
