import { Fault } from '../../contract/index.ts';
import type { reportCalls } from '../../contract/calls/report.ts';
import { lastSelfTest } from '../../pipeline/self-test-kept.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** Names whoever looks, where nobody has said who works here. */
const nobody = { id: '', name: '', organisation: '', role: '' } as const;

/** What is handed to others. */
export function reportHandlers({ app, reader, keeper, changed, target }: HandlerContext): Pick<Handlers, keyof typeof reportCalls> {
  const { jobs, flows, settings } = app;
  return {
    'report.draft': () => reader().ask('reportDraft', {}),
    'report.users': () => reader().ask('reportUsers', {}),
    'report.save': async ({ draft }) => {
      checkZone('report.save', draft.zone);
      await keeper().ask('saveDraft', { draft });
      await changed();
      return reader().ask('reportDraft', {});
    },
    'report.preview': ({ draft, outline }) => {
      if (draft !== undefined) checkZone('report.preview', draft.zone);
      const order = { version: app.version, analyst: settings.get().analyst ?? nobody, generatedAt: app.now(), selfTest: lastSelfTest(app.folders.config) };
      return reader().ask('reportPreview', { ...order, outline, ...(draft === undefined ? {} : { draft }) });
    },
    'report.start': ({ out, format }) => {
      keeper();
      const path = target(out, 'report', format);
      return {
        job: jobs.start('report', path, async (run) => {
          const { files, ...written } = await flows.report({ out: path, format }, run);
          await changed();
          return { ...written, files: files.length };
        }),
      };
    },
  };
}

function checkZone(name: 'report.save' | 'report.preview', zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Fault('call/bad-input', { name, at: 'draft.zone', problem: 'no such time zone' });
  }
}
