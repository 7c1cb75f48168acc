import type { Analyst } from '../../contract/index.ts';
import type { appCalls } from '../../contract/calls/app.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** The app itself: who works with it, how, and what runs. */
export function appHandlers({ app, session }: HandlerContext): Pick<Handlers, keyof typeof appCalls> {
  const { desk, jobs, flows, settings } = app;
  return {
    'app.info': async () => ({
      version: app.version,
      platform: `${process.platform}-${process.arch}`,
      node: process.versions.node,
      sqlite: await desk.clerk().ask('sqliteVersion', {}),
      casesFolder: app.folders.cases,
      host: app.host,
      analyst: settings.get().analyst,
      geo: [...(await flows.geoTables().catch(() => []))],
    }),
    'analyst.set': async ({ name, organisation, role }) => {
      const analyst: Analyst = { id: settings.get().analyst?.id ?? app.newId(), name, organisation, role };
      settings.update({ analyst });
      // What is written from now on carries the new name: the open case gets a session of its own for it.
      if (desk.isOpen() && jobs.list().every((job) => job.ended !== null)) await desk.open(desk.path(), session());
      return analyst;
    },

    'job.list': () => jobs.list(),
    'job.stop': ({ job }) => jobs.stop(job),
  };
}
