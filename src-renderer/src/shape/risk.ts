import type { UserRisk } from '@contract';

type Part = UserRisk['parts'][number];
/** Which words say how a part counts, in their order, with their figures. */
export function howCounted(part: Part): readonly { readonly word: 'worth' | 'confirmed' | 'repeat' | 'over'; readonly figures: Readonly<Record<string, number>> }[] {
  const words: { readonly word: 'worth' | 'confirmed' | 'repeat' | 'over'; readonly figures: Readonly<Record<string, number>> }[] = [{ word: 'worth', figures: { score: part.score, weight: part.weight } }];
  if (part.verdict === 'confirmed') words.push({ word: 'confirmed', figures: {} });
  if (part.as !== 'strongest') words.push({ word: part.as, figures: { worth: part.worth } });
  return words;
}
