import { defineStore } from 'pinia';
import type { AuditRow } from '@contract';
import { ask } from '../transport/client.ts';
import { pagedRows } from './pages.ts';

const rowsAtOnce = 500;

/** The case log: what was done, by whom, in the order of its chain. */
export const useLog = defineStore('log', () => {
  const { rows, total, start, more, clear } = pagedRows<AuditRow>((after) => ask('case.log', { after, limit: rowsAtOnce }));
  async function verify(): Promise<string> {
    return (await ask('verify.start', {})).job;
  }
  return { rows, total, start, more, clear, verify };
});
