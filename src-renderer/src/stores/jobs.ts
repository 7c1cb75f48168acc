import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { JobCard } from '@contract';
import { ask } from '../transport/client.ts';
import { inOrder, isRunning } from '../shape/jobs.ts';

/** Long work, as the news tell it. */
export const useJobs = defineStore('jobs', () => {
  const byId = shallowRef<ReadonlyMap<string, JobCard>>(new Map());
  const all = computed(() => inOrder(byId.value.values()));
  const running = computed(() => all.value.filter(isRunning));

  function apply(job: JobCard): void {
    byId.value = new Map(byId.value).set(job.id, job);
  }
  async function load(): Promise<void> {
    byId.value = new Map((await ask('job.list', {})).map((job) => [job.id, job]));
  }
  async function stop(job: string): Promise<void> {
    apply(await ask('job.stop', { job }));
  }
  const ofKind = (kind: JobCard['kind']) => all.value.filter((job) => job.kind === kind);
  const runningOf = (kind: JobCard['kind']) => running.value.find((job) => job.kind === kind) ?? null;
  return { byId, all, running, apply, load, stop, ofKind, runningOf };
});
