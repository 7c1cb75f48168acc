import { assignSlots, beginHunt, endHunt, storeFindings, storeRules, transaction, type HuntedRule, type RuleFile, type WriteCase } from '../case/index.ts';

/** What a hunt over columns yields, as it crosses from the reader to the keeper. */
export interface HuntOutcome {
  readonly rules: readonly RuleFile[];
  readonly hunted: readonly HuntedRule[];
  /** Networks in the order in which they get colour slots: those of findings first, then by events. */
  readonly networks: readonly string[];
  readonly stopped: boolean;
}
export interface HuntChanges {
  readonly rules: number;
  readonly findings: number;
  readonly rows: number;
  readonly couldNotRun: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: number;
}

/** Colour slots that exist; every other network is grey. */
const SLOTS = 8;

/** Stores a hunt in one transaction: rules as they ran, findings against the hunt before, rows of views. */
export function storeHunt(file: WriteCase, { rules, hunted, networks, stopped }: HuntOutcome): HuntChanges {
  return transaction(file, () => {
    storeRules(file, rules);
    const run = beginHunt(file);
    const changes = storeFindings(file, run, hunted);
    endHunt(file, run, stopped ? 'stopped' : 'done');
    assignSlots(file, 'network', networks.slice(0, SLOTS));
    return {
      ...changes,
      rules: hunted.length,
      findings: hunted.reduce((sum, one) => sum + one.findings.length, 0),
      rows: hunted.reduce((sum, one) => sum + (one.view?.rows.length ?? 0), 0),
      couldNotRun: hunted.filter((one) => one.status !== 'done').length,
    };
  });
}
