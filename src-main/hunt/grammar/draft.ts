import type { AggregateRule, CompareRule, FirstSeenRule, JoinRule, MatchRule, MetaRule, OutlierRule, PairRule, RarityRule, SequenceRule } from '../rule.ts';
import type { ruleKeys } from './rule-keys.ts';

/** What a file could be read as; a key that could not be read is undefined. */
export type Draft = { readonly [N in keyof typeof ruleKeys]: ReturnType<(typeof ruleKeys)[N]['read']> };

/** The section of the rule's kind; its value is undefined where it could not be read. */
export type Section =
  | { readonly kind: 'match'; readonly value: MatchRule['match'] | undefined }
  | { readonly kind: 'aggregate'; readonly value: AggregateRule['aggregate'] | undefined }
  | { readonly kind: 'first_seen'; readonly value: FirstSeenRule['first_seen'] | undefined }
  | { readonly kind: 'outlier'; readonly value: OutlierRule['outlier'] | undefined }
  | { readonly kind: 'compare'; readonly value: CompareRule['compare'] | undefined }
  | { readonly kind: 'rarity'; readonly value: RarityRule['rarity'] | undefined }
  | { readonly kind: 'join'; readonly value: JoinRule['join'] | undefined }
  | { readonly kind: 'pair'; readonly value: PairRule['pair'] | undefined }
  | { readonly kind: 'sequence'; readonly value: SequenceRule['sequence'] | undefined }
  | { readonly kind: 'meta'; readonly value: MetaRule['meta'] | undefined };
