import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  analystShape, appInfo, auditRow, callNames, caseCard, caseSummary, decisionRow, eventDetail, eventHistogram, eventPage, eventRow, exceptionRow, eventValues, evidenceCard, evidenceTotals, faultShape, findingDetail, findingFields, findingGroupings, findingRow, huntDelta, jobCard, memberCard, namedId, namedKinds, namedSet, news as newsShape, overview, profileShape, referenceRow, reportDraft, reportPreview, ruleDetail, ruleProblem, ruleRow, skipRow, userDetail, userLanes, userLineage, userRow, viewRow, workspace,
  type CallName, type CaseSummary, type EvidenceCard, type FindingDetail, type FindingPage, type FindingRow, type JobCard, type News, type Page, type Reply, type RuleRow, type EventRow, type ViewPage, type ViewRowCard,
} from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { cli } from '../help/cli.ts';
import { discard, fixtures, scratch } from '../help/open-cases.ts';
import { sqlNumber } from '../help/sql.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';
import { allFindings, findingsOn } from '../help/findings.ts';
import { digestPage } from '../help/digest-shape.ts';
import { importForecast } from '../help/forecast-shape.ts';
import { mappingCard, mappingDraft, mappingList, mappingPreview } from '../help/mapping-shape.ts';

let home: string;
let app: App;
let evidence: string;
const told: { readonly at: number; readonly news: News }[] = [];

beforeAll(() => {
  home = scratch('calls');
  evidence = join(home, 'evidence');
  mkdirSync(evidence);
  writeFileSync(join(evidence, 'stolen.json'), deliveryOf(stolenKey()));
  writeFileSync(join(evidence, 'torn.jsonl'), '{"cut\n');
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
  app.onNews((news) => told.push({ at: performance.now(), news }));
});
afterAll(async () => {
  await app.close();
  discard(home);
});

const ask = (name: string, input: unknown = {}): Promise<Reply<unknown>> => app.answer(name, input);
/** What a call answers; throws with the fault where it has one. */
async function ok<T>(name: CallName, input: unknown = {}): Promise<T> {
  const reply = await ask(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.fault.code} ${JSON.stringify(reply.fault.params)}`);
  return reply.value as T;
}
async function faultOf(name: string, input: unknown = {}): Promise<z.infer<typeof faultShape>> {
  const reply = await ask(name, input);
  if (reply.ok) throw new Error(`${name} was answered`);
  return faultShape.parse(reply.fault);
}
/** Starts a job and waits until it and what follows it have ended. */
async function job(name: 'import.start' | 'import.widen' | 'hunt.start' | 'report.start' | 'verify.start', input: unknown = {}): Promise<JobCard> {
  const { job: id } = await ok<{ job: string }>(name, input);
  const card = await app.jobs.ended(id);
  for (const one of app.jobs.list()) await app.jobs.ended(one.id);
  return card;
}
const summary = () => ok<CaseSummary>('case.summary');
const findings = async (): Promise<readonly FindingRow[]> => findingsOn(await ok<FindingPage>('finding.list', allFindings));

describe('before there is anything', () => {
  test('a case needs an analyst: none is made, and none is opened', async () => {
    expect((await faultOf('case.create', { title: 'Nobody’s' })).code).toBe('call/no-analyst');
    expect((await faultOf('case.open', { path: join(home, 'x.bilocate') })).code).toBe('call/no-analyst');
    expect(await ok('case.list')).toEqual([]);
  });

  test.each([
    ['evidence.list', {}], ['import.start', { paths: ['/x'] }], ['finding.list', {}], ['finding.get', { finding: 'ab' }], ['hunt.start', {}], ['case.log', {}], ['event.get', { event: 1 }], ['report.start', {}],
    ['profile.get', { user: 'x' }], ['evidence.acquisition', { evidence: 1, fields: {} }], ['finding.note', { finding: 'ab', note: 'x' }],
  ])('%s needs a case', async (name, input) => expect((await faultOf(name, input)).code).toBe('call/no-case'));

  test('no case is open, and that is an answer', async () => expect(await ok('case.summary')).toBeNull());
});

describe('what is not a call', () => {
  const long = 'x'.repeat(10 * 1024 * 1024);
  test.each([
    ['nothing.such', {}, 'call/unknown'], ['', {}, 'call/unknown'], ['__proto__', {}, 'call/unknown'], ['toString', {}, 'call/unknown'], ['constructor', {}, 'call/unknown'],
    ['case.create', null, 'call/bad-input'], ['case.create', { title: 7 }, 'call/bad-input'], ['case.create', { title: '  ' }, 'call/bad-input'], ['case.create', { title: 'a', extra: 1 }, 'call/bad-input'],
    ['app.info', { x: 1 }, 'call/bad-input'], ['app.info', [], 'call/bad-input'], ['app.info', 'text', 'call/bad-input'], ['event.get', { event: '1' }, 'call/bad-input'], ['event.get', { event: 1.5 }, 'call/bad-input'],
    ['event.get', { event: Infinity }, 'call/bad-input'], ['case.log', { after: -1 }, 'call/bad-input'], ['case.log', { limit: 0 }, 'call/bad-input'], ['case.log', { limit: 100_000 }, 'call/bad-input'],
    ['finding.verdict', { finding: 'ab', verdict: 'guilty' }, 'call/bad-input'], ['import.start', { paths: [''] }, 'call/bad-input'], ['import.start', { paths: 'x' }, 'call/bad-input'],
    ['case.open', JSON.parse('{"path":"x","__proto__":{"a":1}}'), 'call/bad-input'],
  ])('%s %j is %s', async (name, input, code) => expect((await faultOf(name, input)).code).toBe(code));

  test('ten megabytes are refused, and not told back', async () => {
    for (const [name, input] of [[long, {}], ['case.create', { title: long }], ['case.open', { path: long }], ['finding.get', { finding: long }], ['finding.note', { finding: 'ab', note: long }], ['job.stop', { job: long }],
      ['profile.get', { user: long }], ['hunt.start', { rules: [long] }], ['evidence.acquisition', { evidence: 1, fields: { notes: long } }], ['analyst.set', { name: long }], ['app.info', { [long]: 1 }]] as const) {
      const reply = await ask(name, input);
      expect([name.slice(0, 30), reply.ok]).toEqual([name.slice(0, 30), false]);
      expect(JSON.stringify(reply).length).toBeLessThan(1000);
    }
  });
});

async function gathered<T>(all: AsyncIterable<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for await (const one of all) made.push(one);
  return made;
}

describe('an investigation over the calls', () => {
  let path: string;
  let finding: FindingRow;
  const table = 'aws-session-profiles/corrected';
  let row: ViewRowCard;

  test('analyst, case, import: news come in order and not too often, and the hunt follows by itself', async () => {
    analystShape.strict().parse(await ok('analyst.set', { name: ' Ada ', organisation: 'CERT' }));
    const made = caseSummary.strict().parse(await ok('case.create', { title: 'Stolen Key / Ø', number: 'C-1' }));
    path = made.path;
    expect(path).toBe(join(home, 'cases', 'stolen-key.bilocate'));
    told.length = 0;
    const card = await job('import.start', { paths: [evidence, join(fixtures, 'array.json')], acquisition: { tenant: 'Brackwater' } });
    expect(card).toMatchObject({ kind: 'import', state: 'done', fault: null, result: { records: 44, events: 43, skips: 1, files: 3, faults: 1, sameBytes: 0 } });
    const hunt = app.jobs.list().find((one) => one.kind === 'hunt')!;
    expect(hunt).toMatchObject({ state: 'done', fault: null });
    expect(hunt.result.findings).toBe((await findings()).length);

    for (const { news } of told) newsShape.parse(news);
    const ofImport = told.flatMap(({ at, news }) => (news.kind === 'job' && news.job.id === card.id ? [{ at, job: news.job }] : []));
    expect(ofImport[0]!.job.state).toBe('running');
    expect(ofImport.at(-1)!.job.state).toBe('done');
    // Ten a second, and beside them one for each new step and for start and end.
    const steps = new Set(ofImport.map((one) => one.job.step)).size;
    const seconds = (ofImport.at(-1)!.at - ofImport[0]!.at) / 1000;
    expect(ofImport.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + steps + 3);
    const states = told.flatMap(({ news }) => (news.kind === 'case' && news.state !== null ? [news.state] : []));
    expect(states).toEqual(states.toSorted((a, b) => a - b));
    expect(new Set(states).size).toBeGreaterThan(1);
    expect(states.at(-1)).toBe((await summary()).state);
  });

  /** One input for every call that only reads, and the shape that its answer must have. */
  const reads = (): Readonly<Partial<Record<CallName, readonly [input: unknown, shape: z.ZodType]>>> => {
    const network = z.strictObject({ label: z.string(), country: z.string().nullable(), slot: z.number(), count: z.number() });
    const findingGroup = z.strictObject({ key: z.string(), by: z.enum(findingGroupings), name: z.string().nullable(), count: z.number(), first: z.string(), last: z.string(), gravest: z.string(), networks: z.array(network) });
    const number = z.number();
    const listSums = {
      totals: z.strictObject({ findings: number, expected: number, counted: number, open: number }), shown: number, by: z.enum(findingGroupings), states: z.strictObject({ new: number, unchanged: number, changed: number, gone: number }),
      tooMany: z.null(),
    };
    const page = (row: z.ZodType) => z.strictObject({ rows: z.array(row), next: z.number().nullable(), total: z.number() });
    return {
      'app.info': [{}, appInfo.strict()],
      'case.list': [{}, z.array(caseCard.strict()).length(1)],
      'case.summary': [{}, caseSummary.strict()],
      'case.log': [{ limit: 5 }, page(auditRow.strict())],
      'evidence.list': [{ text: '.json' }, page(evidenceCard.strict()).extend({ totals: evidenceTotals.strict() })],
      'evidence.get': [{ evidence: 3 }, evidenceCard.strict()],
      'evidence.members': [{ evidence: 1, limit: 1 }, page(memberCard.strict())],
      'evidence.skips': [{ evidence: 2 }, page(skipRow.strict())],
      'evidence.unknown': [{ evidence: 1 }, z.array(z.never())],
      'evidence.digests': [{}, digestPage.extend({ logs: z.array(z.never()), digests: z.array(z.never()), gaps: z.array(z.never()) })],
      'reference.list': [{}, page(referenceRow.strict()).extend({ counts: z.array(z.never()) })],
      'identity.get': [{}, z.strictObject({ persons: z.array(z.unknown()), suggestions: z.array(z.unknown()), moreSuggestions: z.number(), said: z.array(z.unknown()), organizations: z.array(namedId.strict()).min(1), links: z.array(z.unknown()) })],
      'identity.labels': [{}, z.array(z.strictObject({ kind: z.enum(namedKinds), id: z.string(), name: z.string() }))],
      'import.forecast': [{ paths: [join(fixtures, 'lines.jsonl'), join(evidence, 'torn.jsonl')] }, importForecast],
      'mapping.list': [{}, mappingList],
      'mapping.draft': [{ paths: [join(fixtures, 'lines.jsonl')], file: join(fixtures, 'lines.jsonl') }, mappingDraft],
      'mapping.preview': [{ paths: [join(fixtures, 'lines.jsonl')], file: join(fixtures, 'lines.jsonl'), text: 'format: 1\nid: x\ntitle: X\nversion: 1\ndataset: custom\nrecognise: [eventName]\ntime: eventTime\nfields: { event.action: eventName }\n' }, mappingPreview.extend({ clashes: z.array(z.unknown()).min(1), problems: z.array(z.never()) })],
      'import.discard': [{ upload: 'never-sent' }, z.null()],
      'job.list': [{}, z.array(jobCard.strict()).min(2)],
      'workspace.get': [{}, workspace.strict()],
      'set.list': [{}, z.array(namedSet.strict()).length(0)],
      'decision.steps': [{}, z.strictObject({ undo: decisionRow.strict().nullable(), redo: decisionRow.strict().nullable() })],
      'rule.list': [{}, z.array(ruleRow.strict()).min(10)],
      'rule.problems': [{}, z.array(ruleProblem.strict()).length(0)],
      'rule.get': [{ rule: table }, ruleDetail.strict()],
      'hunt.delta': [{}, huntDelta.strict()],
      'exception.list': [{}, z.array(exceptionRow).length(0)],
      'filter.check': [{ rule: 'aws-key-in-two-places/corrected', text: 'when: { measure: nothing, at_least: 3 }\n' }, z.array(ruleProblem.omit({ file: true }).strict()).min(1)],
      'period.list': [{}, z.array(z.never())],
      'finding.list': [{}, page(z.union([z.strictObject({ kind: z.literal('finding'), row: findingRow.strict() }), z.strictObject({ kind: z.literal('group'), folded: z.boolean(), group: findingGroup })])).extend(listSums)],
      'finding.locate': [{ finding: finding.id }, z.strictObject({ at: z.number(), folded: z.boolean(), previous: z.string().nullable(), next: z.string().nullable(), open: z.string() })],
      'finding.values': [{ text: 'a' }, z.array(z.strictObject({ field: z.enum(findingFields), value: z.string(), count: z.number() })).min(1)],
      'finding.among': [{ findings: [finding.id, 'ff'] }, z.array(z.string()).length(1)],
      'finding.get': [{ finding: finding.id }, findingDetail.strict()],
      'finding.events': [{ finding: finding.id, limit: 3 }, page(eventRow.strict())],
      'view.rows': [{ rule: table }, z.strictObject({ columns: z.array(z.string()), rows: z.array(viewRow.strict()), next: z.number().nullable(), total: z.number() })],
      'view.csv': [{ rule: table }, z.string().regex(/^[^\r]*,id\r\n/)],
      'event.get': [{ event: 1 }, eventDetail.strict()],
      'profile.get': [{ user: 'mara' }, profileShape.strict()],
      'event.page': [{ sort: { field: 'user.name' }, fields: ['event.action', 'target.id'], limit: 5 }, eventPage],
      'event.locate': [{ event: 2 }, z.number().nullable()],
      'event.histogram': [{ slices: 10 }, eventHistogram],
      'event.values': [{ field: 'user.name' }, eventValues],
      'user.list': [{ limit: 5 }, page(userRow.strict())],
      'user.get': [{ user: 'mara' }, userDetail.strict()],
      'user.lanes': [{ user: 'mara', slices: 100 }, userLanes.strict()],
      'user.lineage': [{ user: 'mara' }, userLineage.strict()],
      'find': [{ text: 'mara' }, z.array(z.strictObject({ kind: z.string(), id: z.string(), label: z.string(), detail: z.string(), count: z.number().nullable() })).min(1)],
      'overview.get': [{}, overview.strict()],
      'report.draft': [{}, reportDraft],
      'report.users': [{}, z.array(z.string())],
      'report.preview': [{}, reportPreview.strict()],
    };
  };

  test('every call that reads answers in its shape, and reading leaves no row in the log', async () => {
    finding = (await findings()).find((one) => one.rule === 'aws-key-in-two-places' && one.variant === 'corrected')!;
    row = (await ok<ViewPage>('view.rows', { rule: table })).rows[0]!;
    const before = await summary();
    for (const [name, [input, shape]] of Object.entries(reads())) {
      const reply = await ask(name, input);
      expect([name, reply.ok ? null : reply.fault]).toEqual([name, null]);
      const checked = shape.safeParse((reply as { value: unknown }).value);
      expect([name, checked.error?.issues ?? null]).toEqual([name, null]);
    }
    expect(await summary()).toEqual(before);
  });

  /** Every call that changes a case: one input, and the rows of the log that it must add. */
  const writes: readonly (readonly [name: CallName, input: () => unknown, actions: readonly string[]])[] = [
    ['evidence.acquisition', () => ({ evidence: 1, fields: { exhibit: 'USB-1', notes: 'sealed bag' } }), ['evidence.acquisition']],
    ['finding.verdict', () => ({ finding: finding.id, verdict: 'confirmed', reason: 'the owner says so' }), ['decision.verdict']],
    ['finding.note', () => ({ finding: finding.id, note: 'Called the owner.' }), ['decision.note']],
    ['finding.tag', () => ({ finding: finding.id, tag: 'stolen key', on: true }), ['decision.tag']],
    ['finding.review', () => ({ finding: finding.id, reviewer: 'Grace', agrees: true }), ['decision.review']],
    ['finding.report', () => ({ finding: finding.id, included: false }), ['decision.report']],
    ['decision.undo', () => ({}), ['decision.undo']],
    ['decision.redo', () => ({}), ['decision.redo']],
    ['rule.parameter', () => ({ rule: 'aws-key-in-two-places/corrected', name: 'networks', value: 2, reason: 'the office has two' }), ['decision.parameter']],
    ['decision.undo', () => ({}), ['decision.undo']],
    ['period.add', () => ({ kind: 'trusted', from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', reason: 'before the phish' }), ['decision.period']],
    ['decision.undo', () => ({}), ['decision.undo']],
    ['set.save', () => ({ name: 'Office', kind: 'ip', entries: [{ value: '192.0.2.0/24' }], reason: '' }), ['set.save']],
    ['set.remove', () => ({ name: 'Office', reason: 'moved out' }), ['set.remove']],
    ['case.remark', () => ({ text: 'Looked at the nights.', view: '/events?f=…' }), ['case.remark']],
    ['identity.alias', () => ({ a: 'mara', b: 'ingrid', same: true, reason: 'one desk' }), ['decision.alias']],
    ['identity.trait', () => ({ user: 'ingrid', trait: 'person', reason: '' }), ['decision.trait']],
    ['identity.label', () => ({ kind: 'account', id: '777788889999', name: 'Brackwater production' }), ['decision.label']],
    ['report.save', () => ({ draft: { title: 'A stolen key' } }), ['decision.draft']],
    ['view.promote', () => ({ row: row.id, reason: 'the only one of its kind' }), ['decision.promotion']],
  ];
  test.each(writes)('%s changes the case, its state and its log, and tells', async (name, input, actions) => {
    const before = await summary();
    told.length = 0;
    await ok(name, input());
    const after = await summary();
    expect(after.audit.seq).toBe(before.audit.seq + actions.length);
    expect(after.state).toBeGreaterThan(before.state);
    expect(told.filter(({ news }) => news.kind === 'case').map(({ news }) => (news as { state: number }).state).at(-1)).toBe(after.state);
    const log = await ok<Page<{ action: string; analyst: string }>>('case.log', { after: before.audit.seq, limit: 10 });
    expect(log.rows.map((row) => [row.action, row.analyst])).toEqual(actions.map((action) => [action, 'Ada']));
  });

  test('what was said shows, and a verdict that ends the work needs its reason', async () => {
    const detail = await ok<FindingDetail>('finding.get', { finding: finding.id });
    expect([detail.verdict, detail.decisions.map((one) => [one.kind, one.value, one.analyst]).slice(0, 5)]).toEqual(['confirmed', [['verdict', 'confirmed', 'Ada'], ['note', 'Called the owner.', 'Ada'],
      ['tag', 'stolen key', 'Ada'], ['review', 'agrees: Grace', 'Ada'], ['report', 'out', 'Ada']]]);
    expect(detail).toMatchObject({ tags: ['stolen key'], reviewed: true, inReport: false });
    expect((await ok<Page<EvidenceCard>>('evidence.list')).rows[0]!.acquisition).toMatchObject({ exhibit: 'USB-1', notes: 'sealed bag', tenant: 'Brackwater' });
    expect((await faultOf('finding.verdict', { finding: finding.id, verdict: 'benign' })).code).toBe('case/reason-needed');
  });

  test('trap 28: a verdict survives the next hunt, which says what is unchanged', async () => {
    // What was confirmed is learned from no longer, so that the first hunt after may say other things.
    await job('hunt.start');
    const card = await job('hunt.start');
    const all = (await findings()).filter((one) => one.state !== 'gone');
    expect(card.result).toMatchObject({ new: 0, changed: 0, gone: 0, unchanged: all.length - 1 });
    // The promoted row is the analyst's: the hunt neither finds it again nor takes it back.
    expect(all.find((one) => one.id === row.id)).toMatchObject({ state: 'new', severity: 'info' });
    expect(all.find((one) => one.id === finding.id)).toMatchObject({ verdict: 'confirmed', state: 'unchanged', number: finding.number });
    expect((await ok<readonly RuleRow[]>('rule.list')).every((rule) => rule.lastRun !== null)).toBe(true);
  });

  test('more evidence changes a finding, and its verdict stays', async () => {
    const more = join(home, 'more.json');
    const [first, ...rest] = stolenKey().slice(-9);
    writeFileSync(more, deliveryOf([first, ...rest].map((record, i) => ({ ...record, eventID: `11111111-0000-4000-8000-00000000000${i}`, requestID: `M${i}`, eventName: 'GetObject' }))));
    await job('import.start', { paths: [more] });
    const changed = (await findings()).filter((one) => one.rule === finding.rule && one.variant === 'corrected' && one.actor === finding.actor && one.state !== 'gone');
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({ verdict: 'confirmed', eventCount: finding.eventCount + 9 });
    finding = changed[0]!;
  });

  test('report and verify are jobs with results; the report is noted in the log', async () => {
    const before = (await summary()).audit.seq;
    const report = await job('report.start');
    expect(report).toMatchObject({ state: 'done', unit: 'rows' });
    expect(report.result.path).toMatch(/stolen-key-report-\d{4}-\d\d-\d\dT\d{6}Z\.pdf$/);
    expect((await summary()).audit.seq).toBe(before + 1);
    expect(await job('verify.start')).toMatchObject({ state: 'done', result: { ok: 1 } });
    expect((await summary()).audit.seq).toBe(before + 1);
  });

  test('pages go on where they ended', async () => {
    const rows: EventRow[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: Page<EventRow> = await ok<Page<EventRow>>('finding.events', { finding: finding.id, after, limit: 4 });
      rows.push(...page.rows);
      expect(page.total).toBe(finding.eventCount);
      after = page.next;
    }
    expect(rows).toHaveLength(finding.eventCount);
    expect(rows.map((row) => row.time)).toEqual(rows.map((row) => row.time).toSorted());
    expect((await ok<Page<EventRow>>('finding.events', { finding: finding.id, after: 10_000 })).rows).toEqual([]);
  });

  test.each([
    ['event.get', { event: 4_000_000 }, 'case/no-such-event'], ['event.get', { event: -1 }, 'case/no-such-event'], ['finding.get', { finding: 'ff'.repeat(16) }, 'case/no-such-finding'], ['finding.get', { finding: 'no hex' }, 'case/no-such-finding'],
    ['finding.verdict', { finding: 'ff'.repeat(16), verdict: 'suspicious' }, 'case/no-such-finding'], ['finding.note', { finding: 'ff', note: 'x' }, 'case/no-such-finding'], ['profile.get', { user: 'nobody' }, 'case/no-such-user'],
    ['evidence.acquisition', { evidence: 99, fields: { notes: 'x' } }, 'call/bad-input'], ['job.stop', { job: 'none' }, 'job/not-found'], ['case.open', { path: join('/', 'nowhere', 'x.bilocate') }, 'case/not-found'],
  ])('%s %j is %s', async (name, input, code) => {
    expect((await faultOf(name, input)).code).toBe(code);
    if (name === 'case.open') expect(await summary(), 'the case that was open stays so').toMatchObject({ path });
  });

  test('a hunt of a rule that there is not fails as a job, and findings stay', async () => {
    const before = await findings();
    expect(await job('hunt.start', { rules: ['no-such-rule'] })).toMatchObject({ state: 'failed', fault: { code: 'rule/not-found' } });
    expect(await findings()).toEqual(before);
  });

  test('an import that is stopped is told as stopped; a job that ended stays as it is', async () => {
    const copies = join(home, 'copies');
    mkdirSync(copies);
    for (let i = 0; i < 30; i += 1) writeFileSync(join(copies, `${i}.json`), deliveryOf(stolenKey(Date.UTC(2026, 2, 1 + i))));
    const { job: id } = await ok<{ job: string }>('import.start', { paths: [copies] });
    expect(await ok('job.stop', { job: id })).toMatchObject({ state: 'stopping' });
    const ended = await app.jobs.ended(id);
    expect(ended.state).toBe('stopped');
    expect(await ok('job.stop', { job: id })).toEqual(ended);
    for (const one of app.jobs.list()) await app.jobs.ended(one.id);
    expect((await job('verify.start')).result.ok).toBe(1);
  });

  test('another case takes its place while a job runs: the job is stopped first, and both are sound', async () => {
    const { job: id } = await ok<{ job: string }>('import.start', { paths: [fixtures] });
    const other = await ok<CaseSummary>('case.create', { title: 'Other' });
    const ended = await app.jobs.ended(id);
    expect(['stopped', 'done']).toContain(ended.state);
    expect(ended.fault?.code ?? 'job/stopped').toBe('job/stopped');
    expect(other.events).toBe(0);
    const cards = z.array(caseCard).parse(await ok('case.list'));
    expect(cards.map((card) => [card.path === other.path, card.fault])).toEqual([[true, null], [false, null]]);
    await ok('case.open', { path });
    expect((await job('verify.start')).result.ok).toBe(1);
  });

  test('a new name of the analyst stands beside what is written from then on', async () => {
    await ok('analyst.set', { name: 'Ada Lovelace' });
    await ok('finding.note', { finding: finding.id, note: 'Again.' });
    const { decisions } = await ok<FindingDetail>('finding.get', { finding: finding.id });
    expect(decisions.at(-1)).toMatchObject({ value: 'Again.', analyst: 'Ada Lovelace' });
  });

  test('the command line prints the findings of the same case as the app has them, byte by byte', async () => {
    const inApp = `${JSON.stringify(await gathered(app.flows.findings()), null, 2)}\n`;
    expect(await cli(['findings', path, '--json'], home), 'beside the open app').toMatchObject({ code: 0, stdout: inApp });
    expect((await faultOf('case.create', { title: 'x', path })).code).toBe('file/exists');
    told.length = 0;
    expect(await ok('case.close')).toBeNull();
    expect(told.at(-1)!.news).toEqual({ kind: 'case', state: null });
    const copy = join(home, 'copy.bilocate');
    copyFileSync(path, copy);
    expect(await cli(['findings', copy, '--json'], home), 'from a copy, elsewhere').toMatchObject({ code: 0, stdout: inApp });
    expect(sqlNumber(path, `SELECT count(*) FROM finding WHERE state <> 'gone'`)).toBe((JSON.parse(inApp) as unknown[]).length);
  });

  test('where nothing lies outside, widening is done at once and leaves no row in the log', async () => {
    await ok('case.open', { path });
    const { audit } = await summary();
    expect(await job('import.widen', { evidence: null, scope: null })).toMatchObject({ kind: 'import', state: 'done', result: { files: 0, records: 0 } });
    expect((await faultOf('import.widen', { evidence: [0.5], scope: null })).code).toBe('call/bad-input');
    expect((await job('import.widen', { evidence: [99], scope: null })).fault?.code).toBe('call/bad-input');
    expect((await ok<Page<{ action: string }>>('case.log', { limit: 1000 })).rows.filter(({ action }) => action.startsWith('evidence.widen'))).toEqual([]);
    expect((await summary()).audit.seq).toBe(audit.seq);
  });

  test('a log that nobody knows is taken in, mapped later, and read again from the case', async () => {
    const path = join(evidence, 'badge.csv');
    writeFileSync(path, `Opened At;Badge Holder;Door;Granted\n${Array.from({ length: 12 }, (_, i) => `2026-02-02 07:0${i % 10}:0${i % 6};Worker${i % 3};D${i};yes`).join('\n')}\n`);
    await job('import.start', { paths: [path] });
    const exhibit = (await ok<{ totals: { exhibits: number } }>('evidence.list')).totals.exhibits;
    expect(await ok('evidence.get', { evidence: exhibit })).toMatchObject({ ledger: { records: 12, events: 0, skips: 12 } });
    expect(await faultOf('mapping.apply', { evidence: 'x' })).toMatchObject({ code: 'call/bad-input' });
    const { text } = mappingDraft.parse(await ok('mapping.draft', { file: 'badge.csv', evidence: exhibit }));
    expect(mappingPreview.parse(await ok('mapping.preview', { file: 'badge.csv', evidence: exhibit, text }))).toMatchObject({ looked: 12, taken: 12 });
    expect(await faultOf('mapping.save', { text: text.replace('version: 1', 'version: x') })).toMatchObject({ code: 'mapping/invalid', params: { line: 5 } });
    const card = mappingCard.parse(await ok('mapping.save', { text }));
    expect(await faultOf('mapping.save', { text: `${text}# more\n` })).toMatchObject({ code: 'file/exists' });
    expect(mappingCard.parse(await ok('mapping.save', { text: `${text}# more\n`, replace: true })).sha256).not.toBe(card.sha256);
    expect(mappingList.parse(await ok('mapping.list')).mappings.map(({ id }) => id)).toEqual([card.id]);
    for (const brings of [true, false]) {
      const { job: id } = await ok<{ job: string }>('mapping.apply', { evidence: exhibit });
      expect((await app.jobs.ended(id)).fault?.code ?? null).toBe(brings ? null : 'mapping/nothing-new');
      for (const one of app.jobs.list()) await app.jobs.ended(one.id);
    }
    expect(await ok('evidence.get', { evidence: exhibit })).toMatchObject({ ledger: { records: 12, events: 12, skips: 0 }, datasets: ['custom'] });
  });

  test('no call was left out', () => {
    const used = new Set<string>([...Object.keys(reads()), ...writes.map(([name]) => name), 'analyst.set', 'workspace.set', 'geo.use', 'geo.reset', 'case.create', 'case.open', 'case.close', 'import.start', 'import.widen', 'exception.add', 'exception.remove', 'filter.set', 'period.remove', 'hunt.tune', 'hunt.curve', 'hunt.series', 'hunt.stopTuning', 'mapping.save', 'mapping.apply', 'job.stop', 'hunt.start', 'event.export', 'report.start', 'verify.start']);
    expect(callNames.filter((name) => !used.has(name))).toEqual([]);
  });
});
