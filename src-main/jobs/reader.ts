import { dirname, join } from 'node:path';
import { Fault, type AuditRow, type CaseCard, type CaseSummary, type EventDetail, type EventHistogram, type EventPage, type EventRow, type EventValues, type EvidenceCard, type Finding, type FindingDetail, type FindingRow, type GeoTable, type Hit, type NamedSet, type Overview, type Page, type Profile, type ReportDraft, type ReportPreview, type RuleRow, type SelfTest, type SkipRow, type UserDetail, type UserLanes, type UserRow, type Variant, type VerifyResult, type ViewPage } from '../contract/index.ts';
import {
  auditPage, caseSummary, closeCase, eventDetail, evidenceCard, evidenceCards, findingEventsPage, findingRows, findingsJson, inspectCase, lastRuns, namedSets, openCaseToRead, ruleParameters, skipPage, libraryVersion, stateOf,
  verifyCase, viewPage, type LogQuestion, type ReadCase, type ViewQuestion,
} from '../case/index.ts';
import { profile, share, type Columns } from '../columns/index.ts';
import { findingDetail } from '../pipeline/finding-detail.ts';
import { exportEvents, type Exported, type ExportOrder } from '../pipeline/export-events.ts';
import { tablesInUse, type GeoPlaces } from '../pipeline/geo-tables.ts';
import { rulesOf, type HuntOrder } from '../pipeline/hunt.ts';
import { selfTest, type SelfTestPlaces } from '../pipeline/self-test.ts';
import { keyOf, loadColumns } from '../pipeline/load-columns.ts';
import { ruleFacts, type RuleFacts } from '../pipeline/rule-facts.ts';
import { draftOf } from '../pipeline/report/draft.ts';
import type { ReportOrder, WriteOrder, Written } from '../pipeline/report/order.ts';
import type { HuntOutcome } from '../pipeline/store-hunt.ts';
import { askEvents, askHistogram, askLanes, askOverview, askUser, askUsers, askValues, find, locateEvent, type EventsQuestion, type LanesQuestion, type UsersQuestion } from '../questions/index.ts';
import type { Context } from './serve.ts';
import { inThread } from './thread.ts';

interface PageQuestion {
  readonly after: number;
  readonly limit: number;
}

/** The questions that a reader of a case answers; it changes nothing and can be killed at any time. */
export type ReaderHandlers = ReturnType<typeof readerHandlers>['handlers'];

export function readerHandlers() {
  let open: { readonly file: ReadCase; readonly cache: string } | null = null;
  let held: Columns | null = null;
  const now = () => {
    if (!open) throw new Fault('call/no-case');
    return open;
  };
  const file = (): ReadCase => now().file;
  /** Columns are made again when events or their enrichment changed. */
  const columns = (): Columns => {
    const key = keyOf(file());
    if (held?.key.caseId !== key.caseId || held.key.state !== key.state) held = loadColumns(file(), now().cache);
    return held;
  };

  const handlers = {
    open: ({ path, cache }: { path: string; cache: string }): null => {
      open = { file: openCaseToRead(path, cache), cache };
      held = null;
      return null;
    },
    close: (_: object): null => {
      if (open) closeCase(open.file);
      open = null;
      held = null;
      return null;
    },

    selfTest: (places: SelfTestPlaces): Promise<SelfTest> => selfTest(places),
    sqliteVersion: (_: object): string => libraryVersion(),
    inspect: ({ paths, records }: { paths: readonly string[]; records: string }): readonly CaseCard[] => paths.map((path) => inspectCase(path, records)),
    geoTables: (places: GeoPlaces): readonly GeoTable[] => tablesInUse(places),

    summary: (_: object): CaseSummary => caseSummary(file()),
    log: (page: LogQuestion): Page<AuditRow> => auditPage(file(), page),
    evidence: (_: object): readonly EvidenceCard[] => evidenceCards(file()),
    exhibit: ({ evidence }: { evidence: number }): EvidenceCard => {
      const card = evidenceCard(file(), evidence);
      if (!card) throw new Fault('call/bad-input', { name: 'evidence', at: 'evidence', problem: 'no such exhibit' });
      return card;
    },
    skips: ({ evidence, ...page }: PageQuestion & { evidence: number }): Page<SkipRow> => skipPage(file(), evidence, page),

    ruleRuns: (_: object): ReadonlyMap<string, NonNullable<RuleRow['lastRun']>> => lastRuns(file()),
    ruleFacts: (question: Parameters<typeof ruleFacts>[2]): RuleFacts => ruleFacts(file(), columns, question),
    namedSets: (_: object): readonly NamedSet[] => namedSets(file()),
    caseId: (_: object): string => file().id,
    findings: (_: object): readonly Finding[] => findingsJson(file()),
    findingRows: (_: object): readonly FindingRow[] => findingRows(file()),
    finding: ({ finding }: { finding: string }): FindingDetail => findingDetail(file(), finding, columns()),
    findingEvents: ({ finding, ...page }: PageQuestion & { finding: string }): Page<EventRow> => findingEventsPage(file(), finding, page),
    view: ({ rule, variant, ...question }: ViewQuestion & { rule: string; variant: Variant }): ViewPage => viewPage(file(), rule, variant, question),
    events: (question: EventsQuestion): EventPage => askEvents(file(), columns(), question),
    locate: (question: Pick<EventsQuestion, 'filter' | 'sort'> & { event: number }): number | null => locateEvent(file(), columns(), question),
    histogram: (question: Parameters<typeof askHistogram>[2]): EventHistogram => askHistogram(file(), columns(), question),
    values: (question: Parameters<typeof askValues>[2]): EventValues => askValues(file(), columns(), question),
    export: (question: ExportOrder, { stop, progress }: Context): Promise<Exported> =>
      exportEvents(file(), columns(), question, { stop: () => stop.asked, progress: (done, total) => progress({ step: 'write', done, total, unit: 'rows' }) }),
    find: ({ text, limit, resources }: { text: string; limit: number; resources: string }): readonly Hit[] =>
      find(columns(), findingRows(file()), rulesOf({ resources, own: join(dirname(file().path), 'rules') }, []).map(({ rule }) => rule), text, limit),
    event: ({ event }: { event: number }): EventDetail => eventDetail(file(), event),
    profile: ({ user }: { user: string }): Profile => profile(columns(), user),
    users: (question: UsersQuestion): Page<UserRow> => askUsers(file(), columns(), question),
    user: ({ user }: { user: string }): UserDetail => askUser(file(), columns(), user),
    userLanes: (question: LanesQuestion): UserLanes => askLanes(file(), columns(), question),
    overview: ({ resources }: { resources: string }): Overview =>
      askOverview(file(), columns(), rulesOf({ resources, own: join(dirname(file().path), 'rules') }, []).map(({ rule }) => rule)),

    hunt: async ({ resources, ...order }: HuntOrder & { resources: string }, { stop, progress }: Context): Promise<HuntOutcome> => {
      const rules = rulesOf({ resources, own: join(dirname(file().path), 'rules') }, order.rules);
      progress({ step: 'columns', done: 0, total: rules.length, unit: 'rules' });
      const question = { columns: share(columns()), rules, order: { ...order, overrides: ruleParameters(file()) }, stopBuffer: stop.buffer };
      return inThread<HuntOutcome, { done: number; total: number; rule: string }>('hunt.thread', question, ({ done, total }) => progress({ step: 'rule', done, total, unit: 'rules' }));
    },
    reportDraft: (_: object): ReportDraft => draftOf(file()).draft,
    // Fonts and drawing take longer to load than all else together, and most readers never draw.
    reportPreview: async ({ draft, ...question }: ReportOrder & { readonly draft?: ReportDraft }): Promise<ReportPreview> => (await import('../pipeline/report/preview.ts')).previewReport(file(), columns(), question, draft),
    report: async (question: WriteOrder, { stop, progress }: Context): Promise<Written> => {
      const { writeCaseReport } = await import('../pipeline/report/write.ts');
      return writeCaseReport(file(), columns(), question, { stop: () => stop.asked, progress: (step, done, total) => progress({ step, done, total, unit: 'rows' }) });
    },
    verify: (_: object, { stop, progress }: Context): VerifyResult => {
      progress({ step: 'verify', done: 0, total: 1, unit: 'steps' });
      return verifyCase(file(), () => stop.asked);
    },
  };
  return { handlers, state: () => (open ? stateOf(open.file) : 0) };
}
