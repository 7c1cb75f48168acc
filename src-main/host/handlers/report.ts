import { isoOf } from '../../contract/index.ts';
import type { reportCalls } from '../../contract/calls/report.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** What is handed to others. */
export function reportHandlers({ app, keeper }: HandlerContext): Pick<Handlers, keyof typeof reportCalls> {
  const { desk, jobs, flows } = app;
  return {
    'report.start': ({ out }) => {
      keeper();
      const path = out ?? desk.path().replace(/(\.bilocate)?$/, `-report-${isoOf(app.now()).slice(0, 19).replaceAll(':', '')}Z.pdf`);
      return { job: jobs.start('report', path, async (run) => ({ ...(await flows.report(path, run)) })) };
    },
  };
}
