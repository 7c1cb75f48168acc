import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closeCase, findingRows } from '../../src-main/case/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { enrichAddresses, enrichAgents, ENRICH_VERSION, readAsnClasses } from '../../src-main/enrich/index.ts';
import type { EnrichAnswer, EnrichQuestion } from '../../src-main/pipeline/enrich.ts';
import { openTables } from '../../src-main/pipeline/geo-tables.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';

/**
 * What is known of public samples, and what our rules find in them. Samples are read where they lie; without them these tests are skipped.
 * A label of a rule test is one event: where the rule behind it remembers an earlier one, that is made of the labelled one as the label says.
 */
const samples = '../shared/samples';
const folder = scratch('samples-found');
afterAll(() => discard(folder));

interface Found { readonly rule: string; readonly severity: string; readonly entity: Readonly<Record<string, string>>; readonly events: number }
let cases = 0;

let tables: ReturnType<typeof openTables> | null = null;
/** As in the app, with the tables opened once for all cases. */
function lookUp({ places, addresses, agents }: EnrichQuestion): EnrichAnswer {
  tables ??= openTables(places);
  const classes = readAsnClasses(join(places.resources, 'tables', 'asn-classes.tsv'));
  return { tables: tables.tables(), adapterVersion: ENRICH_VERSION, classesVersion: classes.version, addresses: enrichAddresses(addresses, tables, classes), agents: enrichAgents(agents) };
}

/** Findings of some rules (all where none is named) in some files, as a case of their own. */
async function findingsIn(paths: readonly string[], rules: readonly string[] = []): Promise<readonly Found[]> {
  const own = join(folder, String((cases += 1)));
  mkdirSync(own);
  const file = newCase(own);
  await importHere(file, [...paths]);
  await enrichCase(file, { resources, own: [] }, lookUp);
  const run = { stop: () => false, now: () => 0, progress: () => undefined };
  storeHunt(file, huntColumns(loadColumns(file, join(own, 'cache')), rulesOf({ resources, own: null }, rules), { rules: [], parameters: {} }, run));
  const found = findingRows(file).map(({ rule, variant, severity, entity, eventCount }) => ({ rule: `${rule}/${variant}`, severity, entity, events: eventCount }));
  closeCase(file);
  return found;
}

type Json = Readonly<Record<string, unknown>>;
interface Labelled { readonly rule: string; readonly test: string; readonly expected: boolean; readonly record: Json }
/** Records of a file of rule tests, with their labels. */
function labelled(path: string): readonly Labelled[] {
  const lines = (name: string) => readFileSync(join(samples, name), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Json);
  const records = lines(path);
  return lines(path.replace('.jsonl', '.labels.jsonl')).map((label, i) => ({ ...(label as unknown as Omit<Labelled, 'record'>), record: records[i]! }));
}
const PANTHER = {
  cloudtrail: 'cloudtrail/panther-labs__panther-analysis__AWS_CloudTrail.jsonl', k8s: 'k8s/panther-labs__panther-analysis__Amazon_EKS_Audit_eks_rules.jsonl',
  okta: 'okta/panther-labs__panther-analysis__Okta_SystemLog.jsonl', entra: 'entra/panther-labs__panther-analysis__Azure_Audit.jsonl',
} as const;
function written(records: readonly Json[]): string {
  const path = join(folder, `records-${(cases += 1)}.jsonl`);
  writeFileSync(path, records.map((record) => JSON.stringify(record)).join('\n'));
  return path;
}

const INSTANCE = 'aws-instance-role-elsewhere';
const MACHINE = 'k8s-machine-outside';

describe.skipIf(!existsSync(samples))('attacks that were recorded', () => {
  test.each([
    ['the credentials of an instance, stolen by stratus', 'DataDog__stratus-red-team__aws.credential-access.ec2-steal-instance-credentials.json', 'ASIAP5CT9NN8EYVU1FXV', 2],
    ['the credentials of an instance, stolen through a proxy', 'OTRF__Security-Datasets__ec2_proxy_s3_exfiltration_2020-09-14011940.json', 'ASIA5FLZVX4OPVKKVBMX', 11],
  ])('%s', async (_, name, key, events) => {
    const found = (await findingsIn([join(samples, 'cloudtrail', name)])).filter(({ rule }) => rule.endsWith('/corrected'));
    expect(found.map(({ rule, severity, entity, events: count }) => [rule, severity, entity['credential.id'], count])).toEqual([[`${INSTANCE}/corrected`, 'high', key, events]]);
  });
});

/** Label, and which variants find it. */
type Row = readonly [test: string, expected: boolean, found: readonly ('published' | 'corrected')[], why?: string];
const labels: readonly (readonly [file: keyof typeof PANTHER, label: string, rule: string, rows: readonly Row[]])[] = [
  ['cloudtrail', 'AWS.CloudTrail.IMDSCredentialExfiltration', INSTANCE, [
    ['IMDS Credentials Used From Public IP', true, ['corrected', 'published']],
    ['IMDS Credentials Used From Amazon.com ASN Source IP', true, ['published'], 'one call from inside of Amazon with a usual client: nothing in the log tells it from the instance, so that the corrected rule is silent'],
    ['Normal EC2 Workload From Private IP', false, []],
    ['AWS Service Hostname as Source IP', false, []],
    ['Legitimate SSM Activity', false, []],
    ['AWS Internal Source IP', false, []],
    ['AWS Service InvokedBy on behalf of instance', false, []],
    ['SSM Messages Service Source', false, []],
    ['RegisterManagedInstance Event', false, []],
    ['Non-Instance Role', false, []],
  ]],
  ['k8s', 'Amazon.EKS.Audit.SystemNamespaceFromPublicIP', MACHINE, [
    ['non-system username', false, []],
    ['system username - private ip', false, []],
    ['403 from Public IP zero count', true, ['corrected']],
    ['system username - public ip - not ResponseComplete', false, ['corrected'], 'the label is about counting a request once; here its stages are one event, and one that was let in and still runs is one too'],
    ['system username - public ip - 403', false, []],
    ['eks:addon-manager from public ip as lambda', false, []],
    ['legitimate EKS node from AWS IP - should not alert', false, []],
    ['system user from non-AWS public IP - should alert', true, ['corrected']],
    ['attacker from non-AWS IP targeting AWS resource - should alert despite AWS target', true, ['corrected']],
  ]],
];

describe.skipIf(!existsSync(samples)).each(labels)('%s: %s', (file, label, rule, rows) => {
  const all = existsSync(samples) ? labelled(PANTHER[file]).filter((one) => one.rule === label) : [];
  test('every label is in the table', () => expect(all.map((one) => [one.test, one.expected]).sort()).toEqual(rows.map(([name, expected]) => [name, expected]).sort()));
  test.each(rows.map(([name, expected, found]) => ({ name, expected, found })))('$name ($expected): $found', async ({ name, found: variants }) => {
    const found = await findingsIn([written([all.find((one) => one.test === name)!.record])], [rule]);
    expect(found.map((one) => one.rule).sort()).toEqual(variants.map((variant) => `${rule}/${variant}`));
  });
});

const STOLEN = 'Okta.PotentiallyStolenSession';
const ELSEWHERE = 'okta-session-elsewhere';

describe.skipIf(!existsSync(samples))(`okta: ${STOLEN}: the label is the second use of a session, the first is made of it`, () => {
  const all = existsSync(samples) ? labelled(PANTHER.okta).filter(({ rule }) => rule === STOLEN) : [];
  const at = (name: string): Json => all.find(({ test: one }) => one === name)!.record;
  /** The record with a time and an id of its own, which the file has blacked out. */
  const seen = (record: Json, minute: number, client: Json = {}): Json => ({
    ...record, uuid: `00000000-0000-4000-8000-00000000000${minute}`, published: `2026-05-04T08:0${minute}:00.000Z`, outcome: { result: 'SUCCESS' }, client: { ...(record['client'] as Json), ...client },
  });
  const elsewhere = { ipAddress: '5.6.7.8' };
  const otherDevice = { ...elsewhere, userAgent: { browser: 'FIREFOX', os: 'Windows 10', rawUserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0' } };
  const usual = () => at('Different device & ASN');
  const rows: readonly (readonly [name: string, expected: boolean, first: () => Json])[] = [
    ['Different device & ASN', true, () => seen(usual(), 1, otherDevice)],
    ['Different ASN & same device', false, () => seen(usual(), 1, elsewhere)],
    ['Same device and OS', false, () => seen(at('Same device and OS'), 1)],
    ['Okta internal event should be ignored', false, () => seen(usual(), 1)],
  ];

  test('every label is in the table', () => expect(all.map((one) => [one.test, one.expected]).sort()).toEqual(rows.map(([name, expected]) => [name, expected]).sort()));
  test.each(rows)('%s (%s)', async (name, expected, first) => {
    const found = await findingsIn([written([first(), seen(at(name), 5)])], [ELSEWHERE]);
    expect(found.map(({ rule, entity }) => [rule, entity['user.name']])).toEqual(expected ? [[`${ELSEWHERE}/corrected`, 'admin']] : []);
  });
});

const SESSION = 'Azure.Audit.GraphSessionMultipleIPs';
const TWO_PLACES = 'entra-session-in-two-places';

describe.skipIf(!existsSync(samples))(`entra: ${SESSION}: the first use of the session is made of the labelled one, with a browser elsewhere`, () => {
  const all = existsSync(samples) ? labelled(PANTHER.entra).filter(({ rule }) => rule === SESSION) : [];
  /** Five minutes before; a label that is negative is about one address, so that the first use has it too. */
  const before = (record: Json, elsewhere: boolean): Json => {
    const own = record['properties'] as Json;
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0';
    const at = new Date(Date.parse(String(own['createdDateTime']).replace(/(\.\d{3})\d*Z$/, '$1Z')) - 300_000).toISOString();
    return { ...record, time: at, correlationId: 'first-use', ...(elsewhere ? { callerIpAddress: '8.8.4.4' } : {}), properties: { ...own, createdDateTime: at, userAgent, correlationId: 'first-use', ...(elsewhere ? { ipAddress: '8.8.4.4' } : {}) } };
  };
  test('there are positives and negatives', () => expect(new Set(all.map(({ expected }) => expected))).toEqual(new Set([true, false])));
  test.each(all.map((one) => [one.test, one.expected] as const))('%s (%s)', async (name, expected) => {
    const { record } = all.find((one) => one.test === name)!;
    const found = await findingsIn([written([before(record, expected), record])], [TWO_PLACES]);
    expect(found.map(({ rule, entity }) => [rule, entity['session.id']])).toEqual(expected ? [[`${TWO_PLACES}/corrected`, (record['properties'] as Json)['sessionId']]] : []);
  });
});

/** Labelled positives that none of our rules is about, and why. The first pattern that fits counts. */
const notOurs: Readonly<Record<keyof typeof PANTHER, readonly (readonly [pattern: RegExp, why: string])[]>> = {
  okta: [
    [/APIKey|AdminRole|Admin\.Role|MFA\.Disabled|Identity\.Provider|Org2org|SCIM|PasswordAccess|MFA\.(Reset|Factor)|Account\.Locked|Rate\.Limits|Support|App\.Unauthorized/, 'what is changed or refused, not from where: no session, key or place is compared'],
    [/Anonymizing\.VPN|Behavior|Phishing|ThreatInsight|Token\.Reuse|Suspicious\.Activity/, 'what Okta itself concludes of one event: it stands in the event as vendor.risk, and rules leave it to Okta'],
    [/Login\.Success|Login\.Without|SSO\.to\.AWS/, 'one sign-in without anything to hold it against; new places and clients are asked over the history of a user'],
  ],
  k8s: [[/Anonymous|Multiple403/, 'what is asked and refused without a name: no credential that could have been taken']],
  entra: [
    [/HighRisk|RiskLevel|ProtectionAlerts/, 'what Microsoft itself concludes of one event: it stands in the event as vendor.risk'],
    [/DeviceCode|VSCode|LegacyAuth|ROPC|ManyFailed|Lockouts/, 'how somebody signs in or fails to, not from where'],
    [/./, 'what is changed in the directory, not from where'],
  ],
  cloudtrail: [
    [/TruffleHog/, 'a tool that names itself, with a long-term key and from one place; of keys of instances we ask for such tools'],
    [/UserAccessKeyAuth|Sign-?in|Login|Console|SAML|SSO|GetSigninToken|GetSessionToken|CLI\.prompt/, 'one sign-in or one token that is issued, without anything to hold it against'],
    [/./, 'what is done in the account, not from where: no session, key or place is compared'],
  ],
};

describe.skipIf(!existsSync(samples)).each(Object.keys(PANTHER) as (keyof typeof PANTHER)[])('%s: the other labelled positives', (file) => {
  const ours = new Set([STOLEN, SESSION, ...labels.map(([, label]) => label)]);
  test('each falls under none of our rules, for a reason that is told', () => {
    const others = [...new Set(labelled(PANTHER[file]).filter(({ rule, expected }) => expected && !ours.has(rule)).map(({ rule }) => rule))];
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((rule) => !notOurs[file].some(([pattern]) => pattern.test(rule)))).toEqual([]);
  });
});
