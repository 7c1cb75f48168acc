import { defineStore } from 'pinia';
import { ask } from '../transport/client.ts';

/** The report of the case; its progress is a job. */
export const useReport = defineStore('report', () => {
  async function write(out: string): Promise<string> {
    return (await ask('report.start', out === '' ? {} : { out })).job;
  }
  return { write };
});
