import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { TuneCurve, Tuned, TuneSeries } from '@contract';
import { ask, AskFault } from '../transport/client.ts';

/** How long a slider rests before what it shows is counted, in ms. */
const REST_MS = 90;
type Values = Readonly<Record<string, string | number>>;

/** What a rule would find with other values of its parameters, or another filter. Nothing of it is stored. */
export const useTuning = defineStore('tuning', () => {
  /** `id/variant`; null while nothing is tried. */
  const rule = ref<string | null>(null);
  /** The parameter whose curve is drawn. */
  const parameter = ref<string | null>(null);
  /** By parameter, what is tried in place of what is saved. */
  const values = shallowRef<Values>({});
  /** The filter that is tried in place of the saved one; null where none is. */
  const filter = ref<string | null>(null);
  const tuned = shallowRef<Tuned | null>(null);
  const curve = shallowRef<TuneCurve | null>(null);
  /** A count is on its way. */
  const busy = ref(false);
  /** It was ended by hand: what is shown is of an earlier value, or not there. */
  const stopped = ref(false);
  /** Counts up with all that is tried, and what of it was answered. */
  const serial = ref(0);
  const answered = ref(0);
  /** All that the curve hangs on beside its own parameter. */
  let drawn = '';
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** True while the answer is of what is tried. */
  const current = computed(() => tuned.value !== null && answered.value === serial.value);

  function close(): void {
    clearTimeout(rest);
    serial.value += 1;
    if (busy.value) void ask('hunt.stopTuning', {}).catch(() => undefined);
    [rule.value, parameter.value, values.value, filter.value, tuned.value, curve.value, busy.value, stopped.value] = [null, null, {}, null, null, null, false, false];
  }
  function begin(name: string): void {
    if (rule.value === name) return;
    close();
    rule.value = name;
  }
  /** Begins to tune one parameter; what is tried of others of the rule stays. Throws what the question throws. */
  async function open(name: string, which: string): Promise<void> {
    begin(name);
    if (parameter.value !== which) [parameter.value, curve.value] = [which, null];
    await count();
  }
  /** Takes another value of a parameter, null for the saved one; it is counted once it rests. Rejects as `open` does. */
  function move(which: string, to: string | number | null): Promise<void> {
    if (to === (values.value[which] ?? null) && !stopped.value) return Promise.resolve();
    const { [which]: _, ...others } = values.value;
    values.value = to === null ? others : { ...others, [which]: to };
    return soon();
  }
  /** Tries the text of a filter that can be one, null for the saved one. Where nothing else is tried, tuning ends with it. */
  function tryFilter(name: string, text: string | null): Promise<void> {
    if (text === null && (rule.value !== name || parameter.value === null)) {
      if (rule.value === name) close();
      return Promise.resolve();
    }
    begin(name);
    if (filter.value === text && tuned.value !== null && !stopped.value) return Promise.resolve();
    filter.value = text;
    return soon();
  }
  /** Lets go of all values that are tried, and of their curve; a filter that is tried stays. */
  function leave(): Promise<void> {
    if (filter.value === null) {
      close();
      return Promise.resolve();
    }
    [parameter.value, values.value, curve.value] = [null, {}, null];
    return soon();
  }
  function soon(): Promise<void> {
    clearTimeout(rest);
    serial.value += 1;
    busy.value = true;
    return new Promise((resolve, reject) => { rest = setTimeout(() => void count().then(resolve, reject), REST_MS); });
  }
  async function count(): Promise<void> {
    const mine = (serial.value += 1);
    const name = rule.value;
    if (name === null) return;
    [busy.value, stopped.value] = [true, false];
    try {
      const answer = await ask('hunt.tune', { rule: name, values: { ...values.value }, filter: filter.value });
      if (mine !== serial.value) return;
      [tuned.value, answered.value] = [answer, mine];
      if (parameter.value !== null && typeof answer.draft[parameter.value] === 'number' && answer.cannotRun === null) await draw(mine, name, parameter.value);
    } catch (error) {
      if (!(error instanceof AskFault && error.fault.code === 'job/stopped')) throw error;
      if (mine === serial.value) stopped.value = true;
    } finally {
      if (mine === serial.value) busy.value = false;
    }
  }
  /** The curve is the same for every value of its own parameter, so it is drawn once: point by point where that takes long. */
  async function draw(mine: number, name: string, which: string): Promise<void> {
    const { [which]: _, ...others } = values.value;
    const beside = JSON.stringify([name, which, Object.entries(others).sort(), filter.value]);
    if (beside !== drawn) [drawn, curve.value] = [beside, null];
    for (let left = curve.value?.left ?? 1; left > 0 && mine === serial.value; left = curve.value?.left ?? 0) {
      const answer = await ask('hunt.curve', { rule: name, values: others, filter: filter.value, parameter: which });
      if (drawn !== beside || rule.value !== name || parameter.value !== which) return;
      curve.value = answer;
    }
  }
  async function stop(): Promise<void> {
    stopped.value = true;
    await ask('hunt.stopTuning', {});
  }
  /** Counts again what was stopped. */
  const again = (): Promise<void> => soon();
  /** What an outlier rule measured of an entity; of the one that fired most where none is named. */
  const history = (name: string, entity: Readonly<Record<string, string>> | null): Promise<TuneSeries | null> => ask('hunt.series', { rule: name, values: {}, entity: entity === null ? null : { ...entity } });

  return { rule, parameter, values, filter, tuned, curve, busy, stopped, current, open, move, tryFilter, leave, close, stop, again, history };
});
