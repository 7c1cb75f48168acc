import type { Rule, Vendor } from './rule.ts';

/** What a vendor's language does with what is not there; docs/rules.md says where each line comes from. */
export interface VendorMode {
  /** Texts are compared without regard to case unless a condition says otherwise. */
  readonly fold: boolean;
  readonly nulls: Rule['nulls'];
  /** Texts that stand for nothing, besides the absent value. */
  blank(text: string): boolean;
}

const never = () => false;
export const vendorModes: { readonly [V in Vendor]: VendorMode } = {
  // A search folds case; stats drops a row without a BY field; dc() passes over null, and "" is a value.
  splunk: { fold: true, nulls: { group: 'drop', distinct: 'ignore' }, blank: never },
  // Blank groups stay, and count_distinct counts the empty value once, absent or "".
  sumo: { fold: false, nulls: { group: 'keep', distinct: 'count' }, blank: (text) => text === '' },
  // What a source writes where it has nothing to say is nothing.
  bilocate: { fold: false, nulls: { group: 'drop', distinct: 'ignore' }, blank: (text) => /^\s*$/.test(text) || text === '-' || text.toLowerCase() === 'unknown' },
};
