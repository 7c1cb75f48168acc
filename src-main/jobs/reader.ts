import { dirname, join } from 'node:path';
import { Fault, type AuditRow, type CaseCard, type CasePeriod, type CaseSummary, type DigestCheck, type DigestPage, type EventDetail, type EventHistogram, type EventPage, type EventRow, type EventValues, type EvidenceCard, type EvidencePage, type ExceptionRow, type CitedFinding, type FindingChoice, type FindingDetail, type FindingPage, type FindingPlace, type FindingValue, type GeoTable, type Hit, type HuntDelta, type Identity, type ImportForecast, type MappingPreview, type MemberCard, type MemberUnknown, type NamedSet, type OutputOf, type Overview, type Page, type Profile, type ReferenceKind, type ReferencePage, type ReportDraft, type ReportPreview, type RuleFilter, type RuleRow, type RuleTally, type SelfTest, type SkipRow, type UserDetail, type UserLanes, type UserLineage, type UserRisk, type UserRow, type Variant, type VerifyResult, type ViewPage } from '../contract/index.ts';
import {
  auditPage, caseSummary, closeCase, eventDetail, evidenceCard, evidencePage, findingEventsPage, filtersIn, findingFacts, inspectCase, labelsSaid, lastRuns, memberPage, namedSets, openCaseToRead, periodsIn, referenceCounts, referencePage, ruleParameters, skipPage, libraryVersion, stateOf,
  verifyCase, viewPage, type EvidenceQuestion, type HuntedRule, type LogQuestion, type ReadCase, type ViewQuestion,
} from '../case/index.ts';
import { histogram, profile, share, type Columns } from '../columns/index.ts';
import { findingDetail } from '../pipeline/finding-detail.ts';
import { digestPage } from '../pipeline/digests/kept.ts';
import { digestsOfCase } from '../pipeline/digests/of-case.ts';
import { exportEvents, type Exported, type ExportOrder } from '../pipeline/export-events.ts';
import { forecastImport, type ForecastOrder } from '../pipeline/forecast.ts';
import { draftMapping, type DraftOrder } from '../pipeline/mapping-draft.ts';
import { previewMapping, type PreviewOrder } from '../pipeline/mapping-preview.ts';
import { tablesInUse, type GeoPlaces } from '../pipeline/geo-tables.ts';
import { byGravity, rulesOf, type HuntOrder } from '../pipeline/hunt.ts';
import { huntContextOf } from '../pipeline/hunt-context.ts';
import { tuneQuestion, type TuneAnswers, type TuneAsk } from '../pipeline/tune.ts';
import { selfTest, type SelfTestPlaces } from '../pipeline/self-test.ts';
import { unknownRecords } from '../pipeline/unknown-records.ts';
import { ruleFacts, type RuleFacts } from '../pipeline/rule-facts.ts';
import { chosenIn, draftOf } from '../pipeline/report/draft.ts';
import { outlineOfReport } from '../pipeline/report/outline.ts';
import type { ReportOrder, WriteOrder, Written } from '../pipeline/report/order.ts';
import type { HuntOutcome } from '../pipeline/store-hunt.ts';
import { askDelta, askEvents, askExceptions, askFindingPlace, askFindings, askFindingsAmong, askFindingValues, askHistogram, askIdentity, askLanes, askLineage, askOverview, askRisk, askUser, askUsers, askValues, citedFindings, find, locateEvent, peopleOf, prepareFind, prepareIdentity, prepareOverview, preparePeople, ruleTallies, type EventsQuestion, type LanesQuestion, type UsersQuestion } from '../questions/index.ts';
import { columnsAtHand } from './columns-at-hand.ts';
import { withSecondTry } from './second-try.ts';
import type { Context } from './serve.ts';
import { inSlices } from './slices.ts';
import { inThread } from './thread.ts';
import { tuning } from './tuning.ts';

/** Slices of the histogram of a summary. */
const BARS = 60;

interface PageQuestion {
  readonly after: number;
  readonly limit: number;
}

/** The questions that a reader of a case answers; it changes nothing and can be killed at any time. */
export type ReaderHandlers = ReturnType<typeof readerHandlers>['handlers'];

export function readerHandlers() {
  let open: { readonly file: ReadCase; readonly cache: string } | null = null;
  const now = () => {
    if (!open) throw new Fault('call/no-case');
    return open;
  };
  const file = (): ReadCase => now().file;
  const atHand = columnsAtHand(now);
  const columns = atHand.ready;
  const tuner = tuning();
  /** What hunts go through: held here, or its file would be closed on them once the case has newer columns. */
  const onThreads = new Set<Columns>();
  /** The columns when all users were gone through, which lists, pages of users and the overview need. */
  const withPeople = async (): Promise<Columns> => {
    const ready = await columns();
    await inSlices(preparePeople(ready));
    return ready;
  };

  /** The histogram of the case where columns of it are here anyway: reading them for a summary would keep it waiting. */
  const heldCounts = (): readonly number[] | undefined => {
    const held = atHand.held();
    if (!held || held.count === 0) return undefined;
    return [...histogram(held, held.time[0]!, held.time[held.count - 1]! + 1, BARS)];
  };

  const handlers = {
    open: ({ path, cache }: { path: string; cache: string }): null => {
      open = { file: openCaseToRead(path, cache), cache };
      atHand.forget();
      tuner.end();
      return null;
    },
    close: (_: object): null => {
      if (open) closeCase(open.file);
      open = null;
      atHand.forget();
      tuner.end();
      return null;
    },
    warmUp: (_: object): null => {
      atHand.warmUp();
      return null;
    },

    selfTest: (places: SelfTestPlaces): Promise<SelfTest> => selfTest(places),
    sqliteVersion: (_: object): string => libraryVersion(),
    inspect: ({ paths, records }: { paths: readonly string[]; records: string }): readonly CaseCard[] => paths.map((path) => inspectCase(path, records)),
    geoTables: (places: GeoPlaces): readonly GeoTable[] => tablesInUse(places),

    summary: (_: object): CaseSummary => caseSummary(file(), heldCounts()),
    log: (page: LogQuestion): Page<AuditRow> => auditPage(file(), page),
    evidence: (question: EvidenceQuestion): EvidencePage => evidencePage(file(), question),
    exhibit: ({ evidence }: { evidence: number }): EvidenceCard => {
      const card = evidenceCard(file(), evidence);
      if (!card) throw new Fault('call/bad-input', { name: 'evidence', at: 'evidence', problem: 'no such exhibit' });
      return card;
    },
    members: ({ evidence, ...page }: PageQuestion & { evidence: number }): Page<MemberCard> => memberPage(file(), evidence, page),
    skips: ({ evidence, ...page }: PageQuestion & { evidence: number }): Page<SkipRow> => skipPage(file(), evidence, page),

    reference: ({ after, limit, kind }: { readonly after: number; readonly limit: number; readonly kind: ReferenceKind | null }): ReferencePage => {
      const { total, rows } = referencePage(file(), { kind, from: after, limit });
      return { rows, total, next: after + rows.length < total ? after + rows.length : null, counts: referenceCounts(file()) };
    },
    unknown: ({ evidence }: { evidence: number }): readonly MemberUnknown[] => unknownRecords(file(), evidence),
    mappingDraft: ({ evidence, ...order }: DraftOrder & { evidence?: number }): Promise<string> => draftMapping(order, evidence === undefined ? undefined : { file: file(), evidence }),
    mappingPreview: ({ evidence, ...order }: PreviewOrder & { evidence?: number }): Promise<MappingPreview> => previewMapping(order, evidence === undefined ? undefined : { file: file(), evidence }),
    forecast: (order: ForecastOrder): Promise<ImportForecast> => forecastImport(order, { now: () => performance.now() }),

    ruleFates: (_: object): { readonly runs: ReadonlyMap<string, NonNullable<RuleRow['lastRun']>>; readonly tallies: ReadonlyMap<string, RuleTally> } => ({ runs: lastRuns(file()), tallies: ruleTallies(file()) }),
    exceptions: (_: object): readonly ExceptionRow[] => askExceptions(file()),
    filters: (_: object): readonly RuleFilter[] => filtersIn(file()),
    periods: (_: object): readonly CasePeriod[] => periodsIn(file()),
    ruleFacts: (question: Parameters<typeof ruleFacts>[2]): RuleFacts => ruleFacts(file(), atHand.get, question),
    namedSets: (_: object): readonly NamedSet[] => namedSets(file()),
    caseId: (_: object): string => file().id,
    findings: (part: { readonly after: number; readonly limit: number }): readonly CitedFinding[] => citedFindings(file(), part),
    findingList: (question: Parameters<typeof askFindings>[1]): FindingPage => askFindings(file(), question),
    findingPlace: (question: Parameters<typeof askFindingPlace>[1]): FindingPlace => askFindingPlace(file(), question),
    findingValues: (question: Parameters<typeof askFindingValues>[1]): readonly FindingValue[] => askFindingValues(file(), question),
    findingsAmong: ({ choice, findings }: { choice: FindingChoice; findings: readonly string[] }): readonly string[] => askFindingsAmong(file(), choice, findings),
    finding: async ({ finding }: { finding: string }): Promise<FindingDetail> => findingDetail(file(), finding, await withPeople()),
    findingEvents: ({ finding, ...page }: PageQuestion & { finding: string }): Page<EventRow> => findingEventsPage(file(), finding, page),
    view: ({ rule, variant, ...question }: ViewQuestion & { rule: string; variant: Variant }): ViewPage => viewPage(file(), rule, variant, question),
    events: async (question: EventsQuestion): Promise<EventPage> => askEvents(file(), await columns(), question),
    locate: async (question: Pick<EventsQuestion, 'filter' | 'sort'> & { event: number }): Promise<number | null> => locateEvent(file(), await columns(), question),
    histogram: async (question: Parameters<typeof askHistogram>[2]): Promise<EventHistogram> => askHistogram(file(), await columns(), question),
    values: async (question: Parameters<typeof askValues>[2]): Promise<EventValues> => askValues(file(), await columns(), question),
    export: async (question: ExportOrder, { stop, progress }: Context): Promise<Exported> =>
      exportEvents(file(), await columns(), question, { stop: () => stop.asked, progress: (done, total) => progress({ step: 'write', done, total, unit: 'rows' }) }),
    find: async ({ text, limit, resources }: { text: string; limit: number; resources: string }): Promise<readonly Hit[]> => {
      const ready = await columns();
      await inSlices(prepareFind(ready));
      return find(ready, findingFacts(file()), rulesOf({ resources, own: join(dirname(file().path), 'rules') }, []).map(({ rule }) => rule), text, limit);
    },
    event: ({ event }: { event: number }): EventDetail => eventDetail(file(), event),
    profile: async ({ user }: { user: string }): Promise<Profile> => profile(await columns(), user),
    delta: (_: object): HuntDelta | null => askDelta(file()),
    risk: async ({ user }: { user: string }): Promise<UserRisk> => askRisk(file(), await columns(), user),
    users: async (question: UsersQuestion): Promise<Page<UserRow>> => askUsers(file(), await withPeople(), question),
    user: async ({ user }: { user: string }): Promise<UserDetail> => askUser(file(), await withPeople(), user),
    identity: async (_: object): Promise<Identity> => {
      const ready = await withPeople();
      await inSlices(prepareIdentity(file(), ready));
      return askIdentity(file(), ready);
    },
    labels: (_: object): OutputOf<'identity.labels'> => labelsSaid(file()),
    userLineage: async ({ user }: { user: string }): Promise<UserLineage> => askLineage(file(), await withPeople(), user),
    userLanes: async (question: LanesQuestion): Promise<UserLanes> => askLanes(file(), await withPeople(), question),
    overview: async ({ resources }: { resources: string }): Promise<Overview> => {
      const ready = await withPeople();
      await inSlices(prepareOverview(peopleOf(ready)));
      return askOverview(file(), ready, rulesOf({ resources, own: join(dirname(file().path), 'rules') }, []).map(({ rule }) => rule));
    },

    hunt: async ({ resources, ...order }: HuntOrder & { resources: string }, { stop, progress }: Context): Promise<HuntOutcome> => {
      const places = { resources, own: join(dirname(file().path), 'rules') };
      const rules = rulesOf(places, order.rules);
      progress({ step: 'columns', done: 0, total: rules.length, unit: 'rules' });
      const ready = await columns();
      const question = { columns: share(ready), rules, places, order: { ...order, overrides: ruleParameters(file()) }, context: huntContextOf(file()), stopBuffer: stop.buffer };
      const hunted: HuntedRule[] = [];
      onThreads.add(ready);
      const outcome = await inThread<Omit<HuntOutcome, 'hunted'>, { done: number; total: number; rule: string } | { hunted: HuntedRule }>('hunt.thread', question, (told) => {
        if ('hunted' in told) hunted.push(told.hunted);
        else progress({ step: 'rule', done: told.done, total: told.total, unit: 'rules' });
      }).finally(() => onThreads.delete(ready));
      return { ...outcome, hunted: byGravity(hunted) };
    },
    tune: async ({ resources, rule, ask }: { resources: string; rule: string; ask: TuneAsk }): Promise<TuneAnswers[TuneAsk['kind']]> => {
      const ready = await columns();
      return tuner.ask(ready, tuneQuestion(file(), resources, rule, ask));
    },
    tuneStop: (_: object): null => (tuner.stop(), null),
    reportDraft: (_: object): ReportDraft => draftOf(file()).draft,
    reportUsers: (_: object): readonly string[] => chosenIn(file()).choice.users,
    // Fonts and drawing take longer to load than all else together, and most readers never draw.
    reportPreview: async ({ draft, outline, ...question }: ReportOrder & { readonly draft?: ReportDraft; readonly outline: boolean }): Promise<ReportPreview> =>
      (outline ? outlineOfReport(file(), draft) : (await import('../pipeline/report/preview.ts')).previewReport(file(), await withPeople(), question, draft)),
    report: async (question: WriteOrder, { stop, progress }: Context): Promise<Written> => {
      const { writeCaseReport } = await import('../pipeline/report/write.ts');
      return writeCaseReport(file(), await withPeople(), question, { stop: () => stop.asked, progress: (step, done, total) => progress({ step, done, total, unit: 'rows' }) });
    },
    digests: (_: object): DigestCheck => digestsOfCase(file()),
    digestPage: ({ evidence }: { evidence: number | null }): DigestPage => digestPage(file(), evidence),
    verify: (_: object, { stop, progress }: Context): VerifyResult => {
      progress({ step: 'verify', done: 0, total: 1, unit: 'steps' });
      return verifyCase(file(), () => stop.asked);
    },
  };
  return { handlers: withSecondTry(handlers), state: () => (open ? stateOf(open.file) : 0) };
}
