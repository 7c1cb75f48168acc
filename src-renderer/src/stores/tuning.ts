import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { TuneCurve, Tuned, TuneSeries } from '@contract';
import { ask, AskFault } from '../transport/client.ts';

/** How long a slider rests before what it shows is counted, in ms. */
const REST_MS = 90;

/** What a rule would find with another value of one of its parameters. Nothing of it is stored. */
export const useTuning = defineStore('tuning', () => {
  /** `id/variant`, and the parameter that is tried; null while nothing is. */
  const rule = ref<string | null>(null);
  const parameter = ref<string | null>(null);
  const value = ref<string | number | null>(null);
  const tuned = shallowRef<Tuned | null>(null);
  const curve = shallowRef<TuneCurve | null>(null);
  /** A count is on its way. */
  const busy = ref(false);
  /** It was ended by hand: what is shown is of an earlier value, or not there. */
  const stopped = ref(false);
  let serial = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** True while the answer is of the value that is shown. */
  const current = computed(() => tuned.value !== null && parameter.value !== null && tuned.value.draft[parameter.value] === value.value);

  function close(): void {
    clearTimeout(rest);
    serial += 1;
    if (busy.value) void ask('hunt.stopTuning', {}).catch(() => undefined);
    [rule.value, parameter.value, value.value, tuned.value, curve.value, busy.value, stopped.value] = [null, null, null, null, null, false, false];
  }
  /** Begins to tune one parameter at the value that is saved. Throws what the question throws. */
  async function open(name: string, which: string, saved: string | number): Promise<void> {
    close();
    [rule.value, parameter.value, value.value] = [name, which, saved];
    await count();
  }
  /** Takes another value; it is counted once it rests. Rejects as `open` does. */
  function move(to: string | number): Promise<void> {
    if (to === value.value && !stopped.value) return Promise.resolve();
    value.value = to;
    clearTimeout(rest);
    serial += 1;
    busy.value = true;
    return new Promise((resolve, reject) => { rest = setTimeout(() => void count().then(resolve, reject), REST_MS); });
  }
  async function count(): Promise<void> {
    const mine = (serial += 1);
    const [name, which, wanted] = [rule.value, parameter.value, value.value];
    if (name === null || which === null || wanted === null) return;
    [busy.value, stopped.value] = [true, false];
    try {
      const answer = await ask('hunt.tune', { rule: name, values: { [which]: wanted } });
      if (mine !== serial) return;
      tuned.value = answer;
      if (typeof wanted === 'number' && answer.cannotRun === null) await draw(mine, name, which);
    } catch (error) {
      if (!(error instanceof AskFault && error.fault.code === 'job/stopped')) throw error;
      if (mine === serial) stopped.value = true;
    } finally {
      if (mine === serial) busy.value = false;
    }
  }
  /** The curve is the same for every value of its own parameter, so it is drawn once: point by point where that takes long. */
  async function draw(mine: number, name: string, which: string): Promise<void> {
    for (let left = curve.value?.left ?? 1; left > 0 && mine === serial; left = curve.value?.left ?? 0) {
      const answer = await ask('hunt.curve', { rule: name, values: {}, parameter: which });
      if (rule.value !== name || parameter.value !== which) return;
      curve.value = answer;
    }
  }
  async function stop(): Promise<void> {
    stopped.value = true;
    await ask('hunt.stopTuning', {});
  }
  /** What an outlier rule measured of an entity; of the one that fired most where none is named. */
  const history = (name: string, entity: Readonly<Record<string, string>> | null): Promise<TuneSeries | null> => ask('hunt.series', { rule: name, values: {}, entity: entity === null ? null : { ...entity } });

  return { rule, parameter, value, tuned, curve, busy, stopped, current, open, move, close, stop, history };
});
