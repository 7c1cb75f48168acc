import { parentPort, workerData } from 'node:worker_threads';
import type { HuntContext } from '../contract/index.ts';
import { fromShared, type SharedColumns } from '../columns/index.ts';
import { faultShapeOf } from '../kit/faults.ts';
import { stopFlag } from '../kit/stop.ts';
import { snapshotReader } from '../pipeline/columns-file.ts';
import { huntRuleByRule, type HuntOrder, type ParameterOverride, type PlacedRule, type RulePlaces } from '../pipeline/hunt.ts';

export interface HuntQuestion {
  readonly columns: SharedColumns;
  readonly rules: readonly PlacedRule[];
  readonly order: HuntOrder & { readonly overrides: readonly ParameterOverride[] };
  readonly context: HuntContext;
  /** Where rules lie that rules over findings read. */
  readonly places: RulePlaces;
  readonly stopBuffer: SharedArrayBuffer;
}

/** Runs a hunt over columns that lie in shared memory, and ends. */
const { columns, rules, order, context, places, stopBuffer } = workerData as HuntQuestion;
const stop = stopFlag(stopBuffer);
try {
  const outcome = huntRuleByRule(fromShared(columns, snapshotReader), rules, order, {
    context, places,
    stop: () => stop.asked,
    now: () => performance.now(),
    progress: (done, total, rule) => parentPort!.postMessage({ ok: null, progress: { done, total, rule } }),
  }, (hunted) => parentPort!.postMessage({ ok: null, progress: { hunted } }));
  parentPort!.postMessage({ ok: true, value: outcome });
} catch (error) {
  parentPort!.postMessage({ ok: false, fault: faultShapeOf(error) });
}
