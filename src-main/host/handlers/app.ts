import type { Analyst } from '../../contract/index.ts';
import type { appCalls } from '../../contract/calls/app.ts';
import type { Handlers } from '../answer.ts';
import { useEmbedded, useTable } from '../own-tables.ts';
import { withKey } from '../workspace.ts';
import type { HandlerContext } from './context.ts';

/** The app itself: who works with it, how, and what runs. */
export function appHandlers({ app, reader, keeper, session, changed, enrichAnew }: HandlerContext): Pick<Handlers, keyof typeof appCalls> {
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
      damage: settings.damage(),
    }),
    'analyst.set': async ({ name, organisation, role }) => {
      const analyst: Analyst = { id: settings.get().analyst?.id ?? app.newId(), name, organisation, role };
      settings.update({ analyst });
      // What is written from now on carries the new name: the open case gets a session of its own for it.
      if (desk.isOpen() && jobs.list().every((job) => job.ended !== null)) await desk.open(desk.path(), session());
      return analyst;
    },

    'workspace.get': async () => ({ app: { ...settings.get().workspace }, case: desk.isOpen() ? { ...app.workspaces.of(await reader().ask('caseId', {})) } : {} }),
    'workspace.set': async ({ scope, key, value }) => {
      if (scope === 'app') settings.update({ workspace: withKey(settings.get().workspace, key, value) });
      const caseId = desk.isOpen() || scope === 'case' ? await reader().ask('caseId', {}) : null;
      const ofCase = caseId === null ? {} : scope === 'case' ? app.workspaces.set(caseId, key, value) : app.workspaces.of(caseId);
      return { app: { ...settings.get().workspace }, case: { ...ofCase } };
    },

    'geo.use': async ({ path, anyway }) => {
      const used = await useTable(app, path, anyway);
      enrichAnew(used.name);
      return used;
    },
    'geo.reset': async () => {
      const tables = await useEmbedded(app);
      enrichAnew(tables.map((one) => one.name).join(', '));
      return tables;
    },

    'set.list': () => reader().ask('namedSets', {}),
    'set.save': async (draft) => {
      const saved = await keeper().ask('saveSet', draft);
      await changed();
      return saved;
    },
    'set.remove': async ({ name, reason }) => {
      const removed = await keeper().ask('removeSet', { name, reason });
      await changed();
      return removed;
    },

    'job.list': () => jobs.list(),
    'job.stop': ({ job }) => jobs.stop(job),
  };
}
