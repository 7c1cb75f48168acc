import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundInAnySource, rulesOfAnySource } from '../../scripts/sample/any-source.ts';
import { foundOverFindings, rulesOverFindings } from '../../scripts/sample/over-findings.ts';
import { makeMonth, sampleSources, type SampleSource } from '../../scripts/sample/month.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { datasetTable } from '../../src-main/case/schema-fields.ts';
import { columnDictionaries, eventDetail, findingRows, findingStored, type WriteCase } from '../../src-main/case/index.ts';
import { ColumnsBuilder, coverageOf, writeSnapshot, type Columns } from '../../src-main/columns/index.ts';
import { emptyContext, type Dataset, type FieldName, type FindingDraft, type HuntContext, type Trait } from '../../src-main/contract/index.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { finish } from '../../src-main/kit/steps.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { readPages } from '../../src-main/pipeline/read-pages.ts';
import { failedChecks, resources } from '../help/open-cases.ts';
import { wholeCase, type WholeCase, type WholeTruth } from './whole-case.ts';

/** The whole month of the sample company: CloudTrail, sign-ins, clusters and hosts as one case. */
let whole: WholeCase;
let truth: WholeTruth;
let file: WriteCase;
let columns: Columns;

beforeAll(async () => {
  whole = await wholeCase();
  ({ truth, file, columns } = whole);
}, 240_000);
afterAll(() => whole.close());

const textAt = (field: FieldName, row: number): string | null => {
  const id = columns.ids(field)[row]!;
  return id === 0 ? null : columns.text(field, id);
};
const rowsOf = (dataset: Dataset, and: (row: number) => boolean = () => true): number[] => {
  const id = columns.idOf('event.dataset', dataset);
  const ids = columns.ids('event.dataset');
  return Array.from({ length: columns.count }, (_, row) => row).filter((row) => ids[row] === id && and(row));
};
const valuesOf = (rows: readonly number[], field: FieldName): Set<string> => new Set(rows.map((row) => textAt(field, row)).filter((text) => text !== null));
const fieldOf = (row: number, field: FieldName): string | undefined => eventDetail(file, columns.event[row]!).fields.find((one) => one.field === field)?.value;
/** A UUID is stored as its bytes. */
const spelt = (id: Buffer | string): string => (typeof id === 'string' ? id : id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
/** Rows of events by the id that their source gave them. */
const named = (ids: Iterable<string>): number[] => {
  const wanted = new Set(ids);
  const at = new Map([...columns.event].map((event, row) => [event, row]));
  const found = (['aws.cloudtrail', 'entra.signin', 'okta.system', 'k8s.audit', 'macos.process'] as const).flatMap((dataset) =>
    (dbOf(file).prepare(`SELECT event, event_id FROM ${datasetTable(dataset)}`).raw().all() as [number, Buffer | string | null][]).filter(([, id]) => id !== null && wanted.has(spelt(id))).map(([event]) => event));
  return found.map((event) => at.get(event)!).sort((a, b) => a - b);
};
const VICTIM = 'j.doe@haldenfreight.example';
const key = (): string => truth.incidents['stolen-session']!['credential']!;

describe('the month as evidence', () => {
  test('every file is recognised as what it is', () => {
    const expected: readonly (readonly [RegExp, Dataset])[] = [
      [/^AWSLogs\//, 'aws.cloudtrail'], [/^Entra\//, 'entra.signin'], [/^Okta\//, 'okta.system'], [/^M365\//, 'm365.audit'], [/^Kubernetes\//, 'k8s.audit'], [/^Hosts\/(JamfProtect|osquery)\//, 'macos.process'],
      [/^Hosts\/(bastion|build)-01\//, 'linux.process'], [/^Hosts\/Windows\//, 'windows.process'],
    ];
    expect(whole.imported.files).toHaveLength(truth.files);
    for (const one of whole.imported.files) {
      const path = relative(whole.logs, one.path);
      expect([path, one.dataset, one.fault]).toEqual([path, expected.find(([pattern]) => pattern.test(path))?.[1], null]);
    }
  });

  test('every record is an event, a stage or a part of one, or written twice: as many as the truth says', () => {
    const { totals } = whole.imported;
    const folded = Object.values(truth.folded).reduce((all, one) => all + one, 0);
    expect(totals).toEqual({ records: truth.events + folded + truth.twice, events: truth.events, duplicates: truth.twice, folded, skips: 0, outOfScope: 0 });
    expect(Object.fromEntries(Object.keys(truth.sources).map((dataset) => [dataset, rowsOf(dataset as Dataset).length]))).toEqual(truth.sources);
    expect(failedChecks(file)).toEqual([]);
  });

  test('a Kubernetes request has the stage in which it ended, an audit event of Linux all of its records', () => {
    expect(valuesOf(rowsOf('k8s.audit'), 'k8s.audit.stage')).toEqual(new Set(['ResponseComplete']));
    expect(truth.folded['linux.process']).toBe(6 * truth.sources['linux.process']!);
  });

  test('nobody\'s key is real', () => {
    const keys = [...valuesOf(rowsOf('k8s.audit'), 'credential.id')].filter((id) => !id.startsWith('JTI='));
    expect(keys.length).toBeGreaterThan(100);
    for (const one of keys) expect(one).toMatch(/^ASIA[A-Z2-7]{9}EXAMPLE$/);
  });

  test('the silence of the clusters is the only one of theirs, and the coverage sees it', () => {
    const [silent] = truth.silent;
    const within = rowsOf('k8s.audit', (row) => columns.time[row]! >= Date.parse(silent!.from) && columns.time[row]! < Date.parse(silent!.to));
    expect(within).toEqual([]);
    const gaps = coverageOf(columns).gaps.filter((gap) => gap.dataset === silent!.dataset);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.startMs).toBeGreaterThanOrEqual(Date.parse(silent!.from));
    expect(gaps[0]!.endMs).toBeLessThanOrEqual(Date.parse(silent!.to) + 6 * 3_600_000);
  });
});

describe('ids join the logs', () => {
  test('the keys that people enter clusters with were given in CloudTrail, to the person whom the cluster names', () => {
    const people = rowsOf('k8s.audit', (row) => textAt('user.name', row)?.endsWith('@haldenfreight.example') === true);
    const given = new Map(rowsOf('aws.cloudtrail', (row) => textAt('event.action', row) === 'AssumeRoleWithSAML').map((row) => [textAt('credential.issued_id', row), textAt('user.name', row)]));
    expect(people.length).toBeGreaterThan(1500);
    for (const row of people) expect(given.get(textAt('credential.id', row))).toBe(textAt('user.name', row));
    expect(new Set(people.map((row) => textAt('user.name', row))).size).toBe(9);
  });

  test('before each key stands a sign-in of Entra to the application for AWS, from the same address and in the session of the day', () => {
    const signIns = rowsOf('entra.signin', (row) => textAt('application.name', row) === 'AWS Single-Account Access');
    const given = rowsOf('aws.cloudtrail', (row) => textAt('event.action', row) === 'AssumeRoleWithSAML');
    expect(signIns).toHaveLength(given.length);
    const sessions = valuesOf(rowsOf('entra.signin', (row) => textAt('application.name', row) === 'OfficeHome'), 'session.id');
    for (const row of given) {
      const before = signIns.filter((one) => textAt('user.name', one) === textAt('user.name', row) && Math.abs(columns.time[row]! - columns.time[one]!) < 30_000);
      expect(before).toHaveLength(1);
      expect([textAt('source.ip', before[0]!), sessions.has(textAt('session.id', before[0]!)!)]).toEqual([textAt('source.ip', row), true]);
    }
  });

  test('tokens of workloads were made in the cluster before they were used there', () => {
    const rows = rowsOf('k8s.audit', (row) => textAt('auth.token_type', row) === 'service-account-token');
    const silentDay = Math.floor(Date.parse(truth.silent[0]!.from) / 86_400_000);
    const made = new Map(rowsOf('k8s.audit', (row) => textAt('credential.issued_id', row) !== null).map((row) => [textAt('credential.issued_id', row), columns.time[row]!]));
    expect(rows.length).toBeGreaterThan(500);
    for (const row of rows) {
      const at = made.get(textAt('credential.id', row));
      // Who made those of the day of the silence was not collected.
      if (Math.floor(columns.time[row]! / 86_400_000) === silentDay) expect(at).toBeUndefined();
      else expect(at).toBeLessThan(columns.time[row]!);
    }
  });

  test('the laptop of the owner bears one name in Entra, in Okta and in its own log', () => {
    const name = truth.incidents['stolen-session']!['host']!;
    const own = rowsOf('macos.process', (row) => textAt('host.name', row) === name.toLowerCase());
    expect(own.length).toBeGreaterThan(100);
    expect(new Set(own.map((row) => textAt('host.id', row)?.toUpperCase()))).toEqual(new Set([truth.incidents['stolen-session']!['hostId']]));
    const managed = rowsOf('entra.signin', (row) => textAt('user.name', row) === VICTIM && textAt('device.id', row) !== null);
    expect(new Set(managed.slice(0, 20).map((row) => fieldOf(row, 'entra.signin.device_name')))).toEqual(new Set([name]));
  });
});

describe('the story', () => {
  test('a program that nobody signed has the file of the keys read, before both keys are used from another network', () => {
    const reads = rowsOf('macos.process', (row) => textAt('process.command_line', row)?.endsWith('/.aws/credentials') === true);
    expect(reads.map((row) => [textAt('host.name', row), textAt('user.name', row), textAt('process.parent.name', row)])).toEqual([['hf-jdoe', 'j.doe', 'bash'], ['hf-jdoe', 'j.doe', 'labelagent']]);
    const elsewhere = (field: FieldName, id: string) => Array.from({ length: columns.count }, (_, row) => row).find((row) => textAt(field, row) === id && textAt('source.ip', row) === '45.142.37.86')!;
    const minutes = (from: number, to: number) => Math.round((columns.time[to]! - columns.time[from]!) / 60_000);
    expect(minutes(reads[0]!, elsewhere('credential.id', truth.incidents['stolen-key']!['credential']!))).toBe(25);
    expect(minutes(reads[1]!, elsewhere('credential.id', key()))).toBe(34);
  });

  test('the key of the session is in the cluster from home and from the thief; he goes into a pod, and reads secrets with a token that he had made', () => {
    const rows = rowsOf('k8s.audit', (row) => textAt('credential.id', row) === key());
    expect(valuesOf(rows, 'source.as.organization.name')).toEqual(new Set(['Comcast Cable Communications, LLC', 'Clouvider Limited']));
    const wrong = new Set(named(truth.attacker['stolen-session']!));
    const his = rowsOf('k8s.audit', (row) => textAt('source.ip', row) === '45.142.37.86');
    expect(his.every((row) => wrong.has(row))).toBe(true);
    expect([...valuesOf(his, 'orchestrator.resource.type')]).toEqual(expect.arrayContaining(['pods/exec', 'secrets', 'serviceaccounts/token']));
    const withToken = his.filter((row) => textAt('credential.id', row) !== key());
    expect(valuesOf(withToken, 'credential.id').size).toBe(1);
    expect(valuesOf(withToken.filter((row) => textAt('event.outcome', row) === 'success'), 'orchestrator.resource.type')).toEqual(new Set(['secrets', 'pods']));
  });

  test('everything that the attacker did is in the case, once', () => {
    const all = new Set(Object.values(truth.attacker).flat());
    expect(named(all)).toHaveLength(all.size);
  });
});

interface Told { readonly rule: string; readonly variant: string; readonly events: readonly string[] }
const told = ({ rule, variant, events }: Told): Told => ({ rule, variant, events: [...events].sort() });
const inOrder = (list: readonly Told[]): readonly Told[] => list.toSorted((a, b) => a.rule.localeCompare(b.rule) || a.variant.localeCompare(b.variant) || (a.events[0]! < b.events[0]! ? -1 : 1));
const idsOf = (finding: string): string[] => findingStored(file, finding).rows.map((event) => eventDetail(file, event).fields.find(({ field }) => field === 'event.id')!.value);

describe('the shipped rules on the whole month', () => {
  test('the corrected ones find exactly what the truth names, event by event, planted or benign', () => {
    const expected = [...truth.planted, ...truth.noise.flatMap((one) => one.fires ?? [])].filter((one) => one.variant === 'corrected').map(told);
    const found = findingRows(file).filter((row) => row.variant === 'corrected' && !rulesOfAnySource.includes(row.rule) && !rulesOverFindings.includes(row.rule)).map((row) => told({ rule: row.rule, variant: row.variant, events: idsOf(row.id) }));
    expect(inOrder(found)).toEqual(inOrder(expected));
  });

  test('those of any source speak of the people of the story alone, in each source that the thief is seen in, and every finding holds what he did', () => {
    const rows = findingRows(file).filter((row) => rulesOfAnySource.includes(row.rule));
    const at = new Map([...columns.event].map((event, row) => [event, row]));
    const events = rows.map((row) => findingStored(file, row.id).rows.map((event) => at.get(event)!).sort((a, b) => a - b));
    expect(rows.map(({ rule, actor }, i) => [rule, actor, textAt('event.dataset', events[i]![0]!)].join(' ')).sort()).toEqual(foundInAnySource.map((one) => one.join(' ')).sort());
    for (const own of events) expect(own.some((row) => ['45.142.37.86', '79.127.216.141'].includes(textAt('source.ip', row)!) || textAt('source.as.number', row) === '60068')).toBe(true);
  });

  test('those over findings speak of the two names of the one whose key and session were stolen, and of nobody else', () => {
    const rows = findingRows(file).filter((row) => rulesOverFindings.includes(row.rule));
    expect([...new Set(rows.map(({ rule, actor }) => `${rule} ${actor}`))].sort()).toEqual(foundOverFindings.map((one) => one.join(' ')).sort());
    expect(new Set(rows.map(({ severity }) => severity))).toEqual(new Set(['high']));
  });

  test('the tables of what is new hold what the thief did first, few other things, and every address that he came from', () => {
    const rows = (id: string) => [...huntRules(rulesOf({ resources, own: null }, [id]).map(({ rule }) => rule), columns)][0]!.views[0]!.rows.map(({ cells }) => cells.filter((cell) => typeof cell === 'string'));
    const has = (id: string, ...texts: readonly string[]) => rows(id).some((cells) => texts.every((text) => cells.includes(text)));
    for (const action of ['ListAttachedUserPolicies', 'ListSecrets', 'ListObjects']) expect([action, has('new-action-for-user', 'j.doe', action)]).toEqual([action, true]);
    expect(has('new-action-for-user', VICTIM, 'New-InboxRule')).toBe(true);
    expect(has('new-service-for-user', 'j.doe', 'secretsmanager.amazonaws.com')).toBe(true);
    expect(has('new-app-for-user', VICTIM, 'One Outlook Web')).toBe(true);
    expect([has('new-address', '45.142.37.86'), has('new-address', '79.127.216.141')]).toEqual([true, true]);
    expect(['new-action-for-user', 'new-service-for-user', 'new-app-for-user'].map((id) => rows(id).length <= 10)).toEqual([true, true, true]);
  });

  test('the stolen session adds four: a network that is new to the person in the role, a rare profile, one key in two networks in the cluster, and a token that the thief had made there', () => {
    expect(truth.planted.filter((one) => one.incident === 'stolen-session').map((one) => [one.rule, one.events.length])).toEqual([['aws-new-network-for-user', 4], ['aws-rare-session-profile', 4], ['k8s-key-in-two-places', 16], ['k8s-machine-outside', 5]]);
  });

  test('the key in the cluster has two networks and two clients; the file of the keys was read twice before the key was elsewhere', () => {
    const requests = named(truth.planted.find((one) => one.rule === 'k8s-key-in-two-places')!.events);
    expect([valuesOf(requests, 'source.as.number').size, valuesOf(requests, 'user_agent.template').size]).toEqual([2, 2]);
    const read = named(truth.planted.find((one) => one.rule === 'host-aws-credentials-read')!.events);
    expect(valuesOf(read, 'process.command_line')).toContain('cat /Users/j.doe/.aws/credentials');
    expect(valuesOf(read, 'source.as.number')).toEqual(new Set(['62240']));
  });
});

describe('what the case is told changes what rules say', () => {
  const found = (rules: readonly string[], more: Partial<HuntContext>): readonly FindingDraft[] => {
    const run = { stop: () => false, now: () => 0, progress: () => undefined, context: { ...emptyContext, ...more } };
    return huntColumns(columns, rulesOf({ resources, own: null }, rules), { rules, parameters: {} }, run).hunted.flatMap(({ findings }) => findings);
  };
  const traits = (trait: Trait, id: string): HuntContext['traits'] => truth.noise.find((one) => one.id === id)!.actors.map((user) => ({ user, trait }));
  const networks = (values: Iterable<string>, version = 1): HuntContext['sets'] => [{ name: 'ci-networks', kind: 'network', version, entries: [...values].map((value) => ({ value, note: '' })), validFrom: null, validTo: null, reason: '', at: '', analyst: '', removed: false }];

  test('the account for emergencies, said to be one, speaks on the day of its test, and only then', () => {
    expect(found(['break-glass-used/corrected'], {})).toEqual([]);
    const [one, ...more] = found(['break-glass-used/corrected'], { traits: traits('break-glass', 'break-glass-test') });
    expect([one!.actor, one!.severity, more]).toEqual(['break-glass-1', 'high', []]);
  });

  test('runners in the networks that are declared are quiet; one network that is not is told', () => {
    const ci = traits('ci', 'ci-runners');
    const networksOf = (findings: readonly FindingDraft[]) => new Set(findings.flatMap(({ values }) => values['source.as.organization.name']!.map(({ value }) => value)));
    const rules = ['ci-outside-networks/corrected'];
    const own = [...networksOf(found(rules, { traits: ci }))];
    expect(own.length).toBeGreaterThan(0);
    expect(found(rules, { traits: ci, sets: networks(own) })).toEqual([]);
    expect([...networksOf(found(rules, { traits: ci, sets: networks(own.slice(1), 2) }))]).toEqual(own.slice(0, 1));
  });

  test('the networks of the thief stay new when he is known to be bad, and when only the weeks before are trusted', () => {
    const rules = ['aws-new-network-for-user/corrected'];
    const planted = truth.planted.filter((one) => one.rule === 'aws-new-network-for-user' && one.variant === 'corrected');
    const starts = new Set(planted.map(({ start }) => Date.parse(start)));
    expect(starts.size).toBeGreaterThan(0);
    const first = Math.min(...starts);
    const span = (kind: 'trusted' | 'known-bad', from: number, to: number) => ({ periods: [{ kind, from: new Date(from).toISOString(), to: new Date(to).toISOString(), seq: 1, analyst: '', at: '', reason: '' }] });
    const his = (more: Partial<HuntContext>) => new Set(found(rules, more).map(({ start }) => start).filter((start) => starts.has(start)));
    expect(his({})).toEqual(starts);
    expect(his(span('known-bad', first, columns.time.at(-1)! + 1))).toEqual(starts);
    expect(his(span('trusted', columns.time[0]!, first))).toEqual(starts);
  });
});

describe('the noise', () => {
  test('has everything that a benign month must have (C20), each with who makes it, what it tempts, and why it is harmless', () => {
    const wanted = [
      'phone-and-laptop', 'phone-beside-laptop', 'dual-stack', 'cluster-dual-stack', 'private-relay', 'vpn-pool', 'vpn-after-lunch', 'traveller', 'journey', 'cloudformation', 'endpoint-and-nat', 'ci-runners', 'vendor', 'shared-account', 'break-glass-test',
      'key-rotation', 'new-hire', 'new-colleague', 'source-outage', 'service-accounts', 'aws-configure', 'kubectl-get-contexts',
    ];
    const noise = new Map(truth.noise.map((one) => [one.id, one]));
    for (const id of wanted) {
      const one = noise.get(id);
      expect([id, (one?.actors.length ?? 0) > 0, (one?.harmless.length ?? 0) > 10, (one?.tempts.length ?? 0) + (one?.later?.length ?? 0) > 0]).toEqual([id, true, true, true]);
    }
    expect(noise.size).toBe(truth.noise.length);
  });

  test('tempts rules that are there, and says so of those that come later', () => {
    const rules = new Set(rulesOf({ resources, own: null }, []).map(({ rule }) => `${rule.id}/${rule.variant}`));
    const joined = truth.noise.filter((one) => one.later !== undefined);
    expect(joined.length).toBeGreaterThan(12);
    for (const { id, tempts, later } of joined) {
      for (const rule of tempts) expect([id, rules.has(rule)]).toEqual([id, true]);
      for (const rule of later!) expect([id, rule]).toEqual([id, expect.stringMatching(/^(traits|baselines)$/)]);
    }
  });

  test('its makers are in the logs', () => {
    const rows = Array.from({ length: columns.count }, (_, row) => row);
    const users = new Set([...valuesOf(rows, 'user.name'), ...valuesOf(rows, 'user.id')]);
    for (const { id, actors, later } of truth.noise) {
      if (later !== undefined) expect([id, actors.filter((actor) => !users.has(actor))]).toEqual([id, []]);
    }
  });

  test('somebody sets up the command line in the open, and it is the file of the settings that is looked at', () => {
    const lines = ['macos.process', 'linux.process'].flatMap((dataset) => rowsOf(dataset as Dataset)).map((row) => textAt('process.command_line', row) ?? '');
    expect(lines.filter((line) => line === 'aws configure')).toHaveLength(3);
    expect(lines.filter((line) => /^cat \S+\/\.aws\/config$/.test(line))).toHaveLength(3);
    expect(lines.filter((line) => line === 'kubectl config get-contexts')).toHaveLength(1);
  });
});

describe('what is asked for is what is written', () => {
  const bytesIn = (out: string): Record<string, string> => Object.fromEntries(readdirSync(out, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(out, path), createHash('sha256').update(readFileSync(path)).digest('hex')]));
  const make = async (name: string, sources: readonly SampleSource[], more: Partial<Parameters<typeof makeMonth>[0]> = {}) => {
    const out = join(whole.folder, name);
    const made = await makeMonth({ out, events: 40_000, sources, seed: 1, days: 30, ...more });
    return { made, truth: made.truth as WholeTruth, bytes: bytesIn(out) };
  };

  test('the same order gives the same bytes, another seed others', async () => {
    const again = await make('again', ['clusters', 'hosts']);
    const other = await make('other', ['clusters', 'hosts'], { seed: 2 });
    const first = bytesIn(whole.logs);
    const names = Object.keys(first).filter((path) => /^(Kubernetes|Hosts)\//.test(path));
    expect(again.bytes).toEqual(Object.fromEntries(names.map((path) => [path, first[path]])));
    for (const path of names) expect([path, other.bytes[path] === first[path]]).toEqual([path, false]);
  });

  test('CloudTrail beside clusters is what it is alone, with files that come on top; what Microsoft 365 has stays', async () => {
    const trail = await make('trail', ['aws']);
    const signIns = await make('sign-ins', ['sign-ins']);
    const all = bytesIn(whole.logs);
    const own = Object.keys(all).filter((path) => path.startsWith('AWSLogs/'));
    expect(own.filter((path) => trail.bytes[path] !== undefined).map((path) => [path, all[path]])).toEqual(Object.keys(trail.bytes).sort((a, b) => own.indexOf(a) - own.indexOf(b)).map((path) => [path, trail.bytes[path]]));
    expect(own.length).toBeGreaterThan(Object.keys(trail.bytes).length);
    for (const path of Object.keys(signIns.bytes).filter((name) => name.startsWith('M365/'))) expect([path, all[path]]).toEqual([path, signIns.bytes[path]]);
  });

  test('exactly as many requests and programs as were asked for; the story stays', async () => {
    const more = await make('more', sampleSources, { clusters: 20_000, hosts: 9000 });
    expect([more.truth.sources['k8s.audit'], ['macos.process', 'linux.process', 'windows.process'].reduce((all, dataset) => all + more.truth.sources[dataset]!, 0)]).toEqual([20_000, 9000]);
    expect(more.truth.planted).toEqual(truth.planted);
    expect(more.truth.lineage).toEqual(truth.lineage);
    expect(more.truth.attacker['stolen-session']).toEqual(truth.attacker['stolen-session']);
  });

  test('each source can be had alone, down to a quiet month', async () => {
    const clusters = await make('clusters', ['clusters'], { clusters: 4200 });
    const hosts = await make('hosts', ['hosts'], { hosts: 3300 });
    expect([clusters.made.events, hosts.made.events]).toEqual([4200, 3300]);
    expect(clusters.truth.lineage.edges.map((one) => one.kind)).toEqual(['issued']);
    expect(hosts.truth.lineage).toMatchObject({ nodes: [], edges: [] });
  });
});

test('columns are the same, byte by byte, whatever events are read together: of one source and of several', () => {
  const built = (size: number): Buffer => {
    const builder = new ColumnsBuilder(columns.key);
    const dictionaries = columnDictionaries(file);
    finish(readPages(file, (page) => builder.addPacked(page), builder.gathering(dictionaries), undefined, size));
    return Buffer.concat([...writeSnapshot(builder.finish(dictionaries))]);
  };
  expect(built(997).equals(built(65_536))).toBe(true);
});
