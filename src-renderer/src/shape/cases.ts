import type { CaseCard } from '@contract';
import { matches } from './palette.ts';

/** Cases whose name, number or path has every word of the text. */
export function casesWith(cards: readonly CaseCard[], text: string): readonly CaseCard[] {
  return text.trim() === '' ? cards : cards.filter((card) => matches(`${card.title} ${card.number} ${card.path}`, text.trim()));
}

/** What the hashes of a case say at a glance. */
export function hashState({ evidence: { exhibits, hashed, mismatched } }: CaseCard): 'none' | 'all' | 'some' | 'mismatched' {
  if (exhibits === 0) return 'none';
  if (mismatched > 0) return 'mismatched';
  return hashed === exhibits ? 'all' : 'some';
}
