import type { HuntDelta } from '@contract';
import { visible } from './evidence-text.ts';
import { pathOfRule } from './rules.ts';

interface Path { readonly path: string; readonly query: Record<string, string | string[]> }

/** The findings of a hunt that stand in one way, as the list of findings is asked for them. */
export function findingsInState({ ran }: Pick<HuntDelta, 'ran'>, state: 'new' | 'changed' | 'unchanged' | 'gone'): Path {
  const rules = ran === null ? [] : [...new Set(ran.map((name) => name.slice(0, name.lastIndexOf('/'))))];
  return { path: '/findings', query: { variant: 'corrected', state: state === 'gone' ? 'gone-now' : state, ...(rules.length === 0 ? {} : { rule: rules.length === 1 ? rules[0]! : rules }) } };
}

/** Whether a hunt changed anything against one before it. */
export const changedAnything = ({ before, counts }: HuntDelta): boolean => before !== null && counts.new + counts.changed + counts.gone > 0;

/** One reason why two hunts may differ: its words, how many, the names behind it, and the screen that shows it. */
export interface WhyPart { readonly word: 'evidence' | 'added' | 'changed' | 'not-run' | 'parameters' | 'allow' | 'filter' | 'period' | 'verdict' | 'alias' | 'trait' | 'sets' | 'enrichment'; readonly n: number; readonly names: readonly string[]; readonly to: string }

export function whyParts({ why }: HuntDelta): readonly WhyPart[] {
  const rules = (change: 'added' | 'changed' | 'not-run'): WhyPart => {
    const all = why.rules.filter((one) => one.change === change);
    return { word: change, n: all.length, names: all.map(({ rule, variant }) => `${rule}/${variant}`), to: all.length === 1 ? pathOfRule({ id: all[0]!.rule, variant: all[0]!.variant }) : '/hunts' };
  };
  const parts: readonly WhyPart[] = [
    { word: 'evidence', n: why.events, names: why.evidence.map(({ exhibit, name }) => `${visible(exhibit)} ${visible(name)}`), to: '/evidence' },
    rules('added'), rules('changed'), rules('not-run'),
    { word: 'parameters', n: why.parameters.length, names: why.parameters.map(({ rule, variant, name, before, after }) => `${rule}/${variant} ${name}: ${before ?? '–'} → ${after ?? '–'}`), to: '/hunts' },
    ...why.decisions.map(({ kind, count }): WhyPart => ({ word: kind, n: count, names: [], to: '/log' })),
    { word: 'sets', n: why.sets.length, names: why.sets.map(visible), to: '/settings' },
    { word: 'enrichment', n: why.enrichment ? 1 : 0, names: [], to: '/settings' },
  ];
  return parts.filter(({ n }) => n > 0);
}
