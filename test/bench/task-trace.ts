import type { Browser, Page } from 'playwright-core';

/** What a trace of Chromium says of one task: µs, `tdur` those that its thread was on the processor. */
interface TraceEvent { readonly name: string; readonly ph: string; readonly ts: number; readonly dur?: number; readonly tdur?: number; readonly pid: number; readonly tid: number }

/** The longest task of a page's thread, in ms: by the clock, and by the processor, which a busy machine does not lengthen much. */
export interface LongestTask { readonly wall: number; readonly cpu: number }

/** Does something and says what the longest task of the page's thread was meanwhile. */
export async function withLongestTask<T>(browser: Browser, page: Page, run: () => Promise<T>): Promise<{ readonly value: T; readonly longest: LongestTask }> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate(() => performance.mark('measured-from'));
  const value = await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const mark = traceEvents.find(({ name }) => name === 'measured-from');
  if (mark === undefined) throw new Error('The trace has no mark of the page.');
  const tasks = traceEvents.filter(({ name, ph, ts, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === mark.pid && tid === mark.tid && ts >= mark.ts);
  const most = (of: 'dur' | 'tdur'): number => tasks.reduce((longest, task) => Math.max(longest, (task[of] ?? 0) / 1000), 0);
  return { value, longest: { wall: most('dur'), cpu: most('tdur') } };
}
