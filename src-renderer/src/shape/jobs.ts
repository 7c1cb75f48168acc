import type { JobCard } from '@contract';

type Kind = JobCard['kind'];
/** The named steps of each kind of job, in order. */
export const stepsOf: Readonly<Record<Kind, readonly string[]>> = {
  import: ['hash', 'parse', 'enrich', 'trace'],
  enrich: ['enrich', 'trace'],
  hunt: ['columns', 'rule'],
  report: ['gather', 'draw'],
  verify: ['verify'],
  export: ['rows'],
};

export const isRunning = (job: JobCard): boolean => job.state === 'queued' || job.state === 'running' || job.state === 'stopping';

export type StepState = 'done' | 'now' | 'later';
/** The steps of a job with what has become of each. A step that is not in the list is shown alone. */
export function stepStates(job: JobCard): readonly { readonly step: string; readonly state: StepState }[] {
  const steps = stepsOf[job.kind];
  const at = steps.indexOf(job.step);
  if (job.state === 'done') return steps.map((step) => ({ step, state: 'done' }));
  if (at < 0) return job.step === '' ? steps.map((step) => ({ step, state: 'later' })) : [{ step: job.step, state: isRunning(job) ? 'now' : 'later' }];
  return steps.map((step, index) => ({ step, state: index < at ? 'done' : index === at && isRunning(job) ? 'now' : 'later' }));
}

/** How much is done, 0 to 1; null where the total is not known. */
export function shareDone(job: JobCard): number | null {
  if (job.state === 'done') return 1;
  return job.total > 0 ? Math.min(1, job.done / job.total) : null;
}

/** Newest first, running ones before ended ones. */
export function inOrder(jobs: Iterable<JobCard>): readonly JobCard[] {
  return [...jobs].sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || (a.started < b.started ? 1 : a.started > b.started ? -1 : 0));
}
