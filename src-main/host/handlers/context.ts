import { dirname, resolve } from 'node:path';
import { Fault, isoOf, type CaseSummary, type DecisionStep } from '../../contract/index.ts';
import type { SessionFacts } from '../../jobs/keeper.ts';
import type { App } from '../app.ts';
import type { Keeper, Reader } from '../case-desk.ts';
import { sessionFacts } from '../session.ts';

/** What handlers of every subject need. */
export interface HandlerContext {
  readonly app: Omit<App, 'answer'>;
  reader(): Reader;
  /** Throws case/read-only where the case was opened to read, call/no-case where none is open. */
  keeper(): Keeper;
  /** Who works, as the case file notes it. Throws call/no-analyst. */
  session(): SessionFacts;
  /** Tells everybody that the case changed. */
  changed(): Promise<void>;
  summary(): Promise<CaseSummary>;
  /** Lets the reader make what screens will ask for, while nobody asks. */
  warmUp(): void;
  /**
   * Where to write what comes from the case: `given` as it is, in the folder of the case where it names none (the one in which the host was started is nobody's choice).
   * Nothing given: beside the case, named after it, what it is and the moment: `case-report-2026-05-19T143709Z.pdf`.
   */
  target(given: string | undefined, what: string, ending: string): string;
  /** Starts a hunt as a job and gives its id. No rules: all. */
  hunt(rules: readonly string[]): string;
  /** Hunts anew where a decision that was noted, taken back or restored says what is expected: of its rule, or of all. Gives the job, or null. */
  heed(decision: Pick<DecisionStep['done'], 'kind' | 'target'>): string | null;
  /** Other tables answer from now on: the open case, where it can be written, is enriched and hunted anew as jobs. */
  enrichAnew(title: string): void;
}

export function handlerContext(app: Omit<App, 'answer'>): HandlerContext {
  const { desk, jobs, flows, settings } = app;
  const context: HandlerContext = {
    app,
    reader: () => desk.reader(),
    keeper: () => desk.keeper(),
    session() {
      const { analyst } = settings.get();
      if (!analyst) throw new Fault('call/no-analyst');
      return sessionFacts(app, analyst);
    },
    async changed() {
      app.tell({ kind: 'case', state: desk.isOpen() ? (await context.summary()).state : null });
      context.warmUp();
    },
    warmUp() {
      // A reader that is gone gets ready when it is asked again.
      if (desk.isOpen()) void desk.reader().ask('warmUp', {}).catch(() => undefined);
    },
    target: (given, what, ending) =>
      given === undefined ? desk.path().replace(/(\.bilocate)?$/, `-${what}-${isoOf(app.now()).slice(0, 19).replaceAll(':', '')}Z.${ending}`) : resolve(dirname(desk.path()), given),
    summary: () => desk.reader().ask('summary', {}),
    hunt: (rules) =>
      jobs.start('hunt', rules.length > 0 ? rules.join(', ') : 'All rules', async (run) => {
        const found = await flows.hunt({ rules, parameters: {} }, run);
        await context.changed();
        return { ...found };
      }),
    heed: ({ kind, target }) => (kind === 'allow' || kind === 'filter' ? context.hunt(target === '*' ? [] : [target]) : null),
    enrichAnew(title) {
      if (!desk.isOpen() || !desk.isWritable()) return;
      jobs.start('enrich', title, async (run) => {
        const added = await flows.enrich(run);
        await context.changed();
        context.hunt([]);
        return { ...added };
      });
    },
  };
  return context;
}
