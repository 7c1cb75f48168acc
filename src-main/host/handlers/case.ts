import { existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Fault, type Acquisition, type CaseSummary } from '../../contract/index.ts';
import type { caseCalls } from '../../contract/calls/case.ts';
import type { Handlers } from '../answer.ts';
import { importFigures } from '../flows.ts';
import { knownCases } from '../known-cases.ts';
import type { HandlerContext } from './context.ts';

/** The case file and the evidence in it. */
export function caseHandlers({ app, reader, keeper, session, changed, summary, warmUp, hunt }: HandlerContext): Pick<Handlers, keyof typeof caseCalls> {
  const { desk, jobs, flows, settings } = app;
  /** Takes the place of the case that was open: its jobs are stopped first, and whoever shows it is told even where the new one does not open. */
  const opened = async (path: string, open: () => Promise<void>): Promise<CaseSummary> => {
    await jobs.stopAll();
    try {
      await open();
    } catch (error) {
      if (!desk.isOpen()) app.tell({ kind: 'case', state: null });
      throw error;
    }
    const rest = settings.get().recent.filter((one) => one.path !== path);
    settings.update({ recent: [{ path, openedMs: app.now() }, ...rest] });
    const now = await summary();
    app.tell({ kind: 'case', state: now.state });
    warmUp();
    return now;
  };

  /** Paths as they are listed: those that were sent lie in a folder of our own. */
  const given = (paths: readonly string[], upload: string | undefined) => {
    const inbox = upload === undefined ? null : app.inbox.folderOf(upload);
    return { paths: inbox === null ? paths : [inbox, ...paths], inbox };
  };

  return {
    'case.list': () => desk.clerk().ask('inspect', { paths: knownCases(settings.get().recent, app.folders.cases), records: app.folders.cache }),
    'case.create': async ({ title, number, path }) => {
      const facts = session();
      mkdirSync(app.folders.cases, { recursive: true });
      const at = path === undefined ? freeName(app.folders.cases, title) : resolve(app.folders.cases, path);
      return opened(at, () => desk.create(at, { title, number }, facts));
    },
    'case.open': async ({ path }) => {
      const facts = session();
      // The case that is open stays so, and its jobs run on, where the other one is not even there.
      if (!existsSync(path)) throw new Fault('case/not-found', { path });
      return opened(path, () => desk.open(path, facts));
    },
    'case.close': async () => {
      await jobs.stopAll();
      await desk.close();
      app.tell({ kind: 'case', state: null });
      return null;
    },
    'case.summary': () => (desk.isOpen() ? summary() : null),
    'case.log': (question) => reader().ask('log', question),
    'case.remark': async ({ text, view }) => {
      const row = await keeper().ask('remark', { text, view });
      await changed();
      return row;
    },
    'overview.get': () => reader().ask('overview', { resources: app.folders.resources }),

    'evidence.list': (question) => reader().ask('evidence', question),
    'evidence.get': (question) => reader().ask('exhibit', question),
    'evidence.members': (question) => reader().ask('members', question),
    'evidence.skips': (question) => reader().ask('skips', question),
    'evidence.acquisition': async ({ evidence, fields }) => {
      await keeper().ask('acquisition', { evidence, fields: defined(fields) });
      await changed();
      return reader().ask('exhibit', { evidence });
    },
    'evidence.unknown': (question) => reader().ask('unknown', question),
    'evidence.digests': (question) => reader().ask('digestPage', question),
    'import.start': ({ paths, upload, acquisition, options }) => {
      keeper();
      const order = { ...given(paths, upload), acquisition: defined(acquisition), options };
      const names = [...(upload === undefined ? [] : app.inbox.list(upload)), ...paths];
      const job = jobs.start('import', titleOf(names), async (run) => {
        try {
          const result = await flows.import(order, run);
          await changed();
          if (!result.stopped && result.totals.events > 0) hunt([]);
          return importFigures(result);
        } finally {
          if (upload !== undefined) app.inbox.drop(upload);
        }
      });
      return { job };
    },
    'import.forecast': ({ paths, upload, options }) => flows.forecast({ ...given(paths, upload), options }),
    'import.discard': ({ upload }) => {
      app.inbox.drop(upload);
      return null;
    },
    'import.widen': (order) => {
      keeper();
      return {
        job: jobs.start('import', 'Widen the scope', async (run) => {
          const result = await flows.widen(order, run);
          await changed();
          if (!result.stopped && result.totals.events > 0) hunt([]);
          return importFigures(result);
        }),
      };
    },
    'verify.start': () => ({
      job: jobs.start('verify', desk.path(), async (run) => {
        const { ok, checks } = await flows.verify(run);
        return { ok: ok ? 1 : 0, ...Object.fromEntries(checks.map((check) => [check.name, check.ok ? `${check.checked} checked` : check.detail])) };
      }),
    }),
  };
}

/** A file name that is not taken, from the title of the case. */
function freeName(folder: string, title: string): string {
  const stem = title.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase().slice(0, 60) || 'case';
  for (let n = 1; ; n++) {
    const path = join(folder, `${stem}${n === 1 ? '' : `-${n}`}.bilocate`);
    if (!existsSync(path)) return path;
  }
}

/** What an import is of, for its row: the name of the one file or folder, or of the first and how many more. */
function titleOf(paths: readonly string[]): string {
  const first = basename(paths[0] ?? '');
  return paths.length > 1 ? `${first} + ${paths.length - 1}` : first;
}

/** Without the fields that were left out. */
function defined(fields: { readonly [K in keyof Acquisition]?: string | undefined }): Partial<Acquisition> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
