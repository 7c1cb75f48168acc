import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isoOf, Fault, type Acquisition, type Analyst, type CaseSummary } from '../contract/index.ts';
import type { SessionFacts } from '../jobs/keeper.ts';
import type { Handlers } from './answer.ts';
import { ruleNamed, tableCsv, wholeTable } from './hunt-table.ts';
import { knownCases } from './known-cases.ts';
import { importFigures } from './flows.ts';
import type { App } from './app.ts';
import { sessionFacts } from './session.ts';
import { shippedRules } from './rule-list.ts';

/** Answers to every call, over the open case. */
export function handlers(app: Omit<App, 'answer'>): Handlers {
  const { desk, jobs, flows, settings } = app;
  const reader = () => desk.reader();
  const keeper = () => desk.keeper();
  const changed = async () => app.tell({ kind: 'case', state: desk.isOpen() ? (await reader().ask('summary', {})).state : null });

  const session = (): SessionFacts => {
    const { analyst } = settings.get();
    if (!analyst) throw new Fault('call/no-analyst');
    return sessionFacts(app, analyst);
  };
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
    const summary = await reader().ask('summary', {});
    app.tell({ kind: 'case', state: summary.state });
    return summary;
  };
  const detail = async (finding: string) => {
    const shown = await reader().ask('finding', { finding });
    await changed();
    return shown;
  };
  const runHunt = (rules: readonly string[]) =>
    jobs.start('hunt', rules.length > 0 ? rules.join(', ') : 'All rules', async (run) => {
      const summary = await flows.hunt({ rules, parameters: {} }, run);
      await changed();
      return { ...summary };
    });

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

    'case.list': () => desk.clerk().ask('inspect', { paths: knownCases(settings.get().recent, app.folders.cases), records: app.folders.cache }),
    'case.create': async ({ title, number, path }) => {
      const facts = session();
      mkdirSync(app.folders.cases, { recursive: true });
      const at = path ?? freeName(app.folders.cases, title);
      return opened(at, () => desk.create(at, { title, number }, facts));
    },
    'case.open': async ({ path }) => {
      const facts = session();
      return opened(path, () => desk.open(path, facts));
    },
    'case.close': async () => {
      await jobs.stopAll();
      await desk.close();
      app.tell({ kind: 'case', state: null });
      return null;
    },
    'case.summary': () => (desk.isOpen() ? reader().ask('summary', {}) : null),
    'case.log': (page) => reader().ask('log', page),

    'evidence.list': () => reader().ask('evidence', {}),
    'evidence.skips': (question) => reader().ask('skips', question),
    'evidence.acquisition': async ({ evidence, fields }) => {
      await keeper().ask('acquisition', { evidence, fields: defined(fields) });
      await changed();
      return reader().ask('exhibit', { evidence });
    },
    'import.start': ({ paths, upload, acquisition }) => {
      keeper();
      const inbox = upload === undefined ? null : app.inbox.folderOf(upload);
      const order = { paths: inbox === null ? paths : [inbox, ...paths], acquisition: defined(acquisition), inbox };
      const given = [...(upload === undefined ? [] : app.inbox.list(upload)), ...paths];
      const job = jobs.start('import', titleOf(given), async (run) => {
        try {
          const result = await flows.import(order, run);
          await changed();
          if (!result.stopped && result.totals.events > 0) runHunt([]);
          return importFigures(result);
        } finally {
          if (upload !== undefined) app.inbox.drop(upload);
        }
      });
      return { job };
    },

    'job.list': () => jobs.list(),
    'job.stop': ({ job }) => jobs.stop(job),

    'rule.list': async () => shippedRules(app.folders.resources, desk.isOpen() ? await reader().ask('ruleRuns', {}) : new Map()),
    'hunt.start': ({ rules }) => {
      keeper();
      return { job: runHunt(rules) };
    },

    'finding.list': () => reader().ask('findingRows', {}),
    'finding.get': ({ finding }) => reader().ask('finding', { finding }),
    'finding.events': (question) => reader().ask('findingEvents', question),
    'finding.verdict': async ({ finding, verdict, reason }) => {
      await keeper().ask('verdict', { finding, verdict, reason });
      return detail(finding);
    },
    'finding.note': async ({ finding, note }) => {
      await keeper().ask('note', { finding, note });
      return detail(finding);
    },

    'view.rows': ({ rule, ...question }) => reader().ask('view', { ...ruleNamed(rule), ...question }),
    'view.csv': async ({ rule }) => tableCsv(await wholeTable(reader(), rule)),
    'view.promote': async ({ row, reason }) => detail(await keeper().ask('promote', { row, reason })),

    'event.get': ({ event }) => reader().ask('event', { event }),
    'profile.get': ({ user }) => reader().ask('profile', { user }),

    'report.start': ({ out }) => {
      keeper();
      const path = out ?? desk.path().replace(/(\.bilocate)?$/, `-report-${isoOf(app.now()).slice(0, 19).replaceAll(':', '')}Z.pdf`);
      return { job: jobs.start('report', path, async (run) => ({ ...(await flows.report(path, run)) })) };
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
