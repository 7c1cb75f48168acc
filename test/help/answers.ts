import type { CallName, JobCard, Reply } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';

export interface Answers {
  /** The answer to a call. Throws where it is a fault. */
  ok<T>(name: CallName, input?: unknown): Promise<T>;
  /** The fault that a call is answered with. Throws where there is none. */
  faultOf(name: CallName, input?: unknown): Promise<Extract<Reply<unknown>, { readonly ok: false }>['fault']>;
  /** Waits until every job has ended, those that others start too. */
  settled(): Promise<readonly JobCard[]>;
}

/** The calls of an app as a test asks them. The app is looked up each time: tests close it and open another. */
export function answersOf(app: () => Pick<App, 'answer' | 'jobs'>): Answers {
  return {
    async ok<T>(name: CallName, input: unknown = {}): Promise<T> {
      const reply: Reply<unknown> = await app().answer(name, input);
      if (!reply.ok) throw new Error(`${name}: ${reply.fault.code} ${JSON.stringify(reply.fault.params)}`);
      return reply.value as T;
    },
    async faultOf(name, input = {}) {
      const reply: Reply<unknown> = await app().answer(name, input);
      if (reply.ok) throw new Error(`${name} was answered`);
      return reply.fault;
    },
    async settled() {
      for (;;) {
        const open = app().jobs.list().filter((job) => job.ended === null);
        if (open.length === 0) return app().jobs.list();
        await Promise.all(open.map((job) => app().jobs.ended(job.id)));
      }
    },
  };
}
