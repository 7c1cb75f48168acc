import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { FaultShape, LaneKind, UserDetail, UserLanes } from '@contract';
import type { TimeRange } from '../shape/time-range.ts';
import { ask, AskFault } from '../transport/client.ts';
import { newest } from './newest.ts';

/** While the view is dragged, a question at most so often. */
const pauseMs = 50;
/** As many slices as the strip of the whole time has cells at most. */
const stripSlices = 400;

/** The view of the time line: where, by what, and how many pixels there are to fill. */
export interface LanesAsked extends TimeRange { readonly by: LaneKind; readonly slices: number }

/** The user whose page is open: what is known of it, its whole time in little, and the part of its time line that is looked at. */
export const useUser = defineStore('user', () => {
  const name = ref<string | null>(null);
  const detail = shallowRef<UserDetail | null>(null);
  const whole = shallowRef<UserLanes | null>(null);
  const lanes = shallowRef<UserLanes | null>(null);
  /** Why there is nothing to show. */
  const fault = shallowRef<FaultShape | null>(null);
  const busy = ref(false);
  const [newestDetail, newestLanes] = [newest(), newest()];
  let span: TimeRange | null = null;
  let asked: LanesAsked | null = null;
  let wanted: LanesAsked | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** `time` is what the strip shows: the time of the case. */
  async function show(user: string, time: TimeRange): Promise<void> {
    if (name.value !== user) hide();
    [name.value, span] = [user, time];
    busy.value = true;
    try {
      const answer = await newestDetail(Promise.all([ask('user.get', { user }), ask('user.lanes', { user, from: time.fromMs, to: time.toMs, by: 'network', slices: stripSlices })]));
      if (answer === undefined || name.value !== user) return;
      [detail.value, whole.value] = answer;
      fault.value = null;
    } catch (error) {
      if (name.value !== user) return;
      [detail.value, whole.value] = [null, null];
      if (!(error instanceof AskFault)) throw error;
      fault.value = error.fault;
    } finally {
      if (name.value === user) busy.value = false;
    }
  }
  /** Asks for the view at once, or after the pause where the last question was just now; only the last wish of a pause is asked. */
  function look(view: LanesAsked): Promise<void> {
    wanted = view;
    if (timer !== null) return Promise.resolve();
    timer = setTimeout(() => {
      timer = null;
      if (wanted !== null && wanted !== asked) void look(wanted).catch(() => undefined);
    }, pauseMs);
    return fetchLanes(view);
  }
  async function fetchLanes(view: LanesAsked): Promise<void> {
    const user = name.value;
    if (user === null) return;
    asked = view;
    const answer = await newestLanes(ask('user.lanes', { user, from: Math.round(view.fromMs), to: Math.round(view.toMs), by: view.by, slices: view.slices }));
    if (answer !== undefined && name.value === user) lanes.value = answer;
  }
  /** The case has changed: what is shown is asked for again. */
  async function refresh(): Promise<void> {
    if (name.value === null || span === null) return;
    await Promise.all([show(name.value, span), asked === null ? null : fetchLanes(asked)]);
  }
  function hide(): void {
    if (timer !== null) clearTimeout(timer);
    [timer, asked, wanted, span] = [null, null, null, null];
    [name.value, detail.value, whole.value, lanes.value, fault.value, busy.value] = [null, null, null, null, null, false];
  }
  return { name, detail, whole, lanes, fault, busy, show, look, refresh, hide };
});
