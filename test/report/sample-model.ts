import { createHash } from 'node:crypto';
import { whyChart } from '../../src-main/charts/index.ts';
import type { Acquisition, DecisionRow, EvidenceCard, FindingDetail, Ledger, Severity, UserDetail, UserLanes, UserLineage } from '../../src-main/contract/index.ts';
import { addLedgers, emptyByteLedger, emptyLedger, reportParts } from '../../src-main/contract/index.ts';
import type { CitedRecord, ReportEvidence, ReportFinding, ReportModel, ReportRule } from '../../src-main/report/index.ts';

/** An invented case: one key, two networks, two versions of a tool. Documentation addresses, keys that end in EXAMPLE. */
export const at = Date.parse('2026-05-19T14:20:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

const noAcquisition: Acquisition = { exhibit: '', acquiredBy: '', acquiredAt: '', tenant: '', tool: '', toolVersion: '', query: '', rangeAsked: '', rangeDelivered: '', medium: '', expectedSha256: '', notes: '' };
export const ledger: Ledger = { records: 1_912_526, events: 1_912_408, duplicates: 0, skips: 118, folded: 0, outOfScope: 0 };

export function exhibit(id: number, name: string, over: Partial<EvidenceCard> = {}): EvidenceCard {
  const none: Ledger = { records: 0, events: 0, duplicates: 0, skips: 0, folded: 0, outOfScope: 0 };
  const bytes = { total: 48_210_334, records: 48_010_000, skips: 200_000, separators: 334 };
  return {
    id, exhibit: `E${id}`, name, path: `/media/usb/${name}`, bytes: 4_821_033, sha256: sha(name), modified: '2026-05-20T05:00:00Z', state: 'done',
    imported: '2026-05-20T07:04:15Z', importedBy: 'M. Sørby', hashCheck: 'not-supplied', acquisition: noAcquisition, intake: { scope: null, zone: null, dataset: null, offsets: [] }, ledger: id === 1 ? ledger : none, byteLedger: bytes, datasets: ['aws.cloudtrail'], moreMembers: 0, fault: null,
    members: [{
      id, path: '', bytes: 48_210_334, sha256: sha(`${name}/member`), dataset: 'aws.cloudtrail', shape: 'json-envelope', confidence: 1, reason: 'Records is an array', mapper: 'aws.cloudtrail 1',
      first: '2026-04-20T00:00:11Z', last: '2026-05-19T23:59:48Z', ledger: id === 1 ? ledger : none, byteLedger: bytes, fault: null, byOverride: false, zoneAssumed: 0, zoneUnsure: 0,
    }],
    ...over,
  };
}

/** Exhibits as a report walks them; `special` tells which of many are told in full. */
export function evidenceOf(cards: readonly EvidenceCard[], special: readonly EvidenceCard[] = cards): ReportEvidence {
  const count = (of: (card: EvidenceCard) => boolean): number => cards.filter(of).length;
  const state = (name: EvidenceCard['state']): number => count((card) => card.state === name);
  return {
    totals: {
      exhibits: cards.length, bytes: cards.reduce((sum, card) => sum + card.bytes, 0), ledger: cards.map((card) => card.ledger).reduce(addLedgers, emptyLedger), byteLedger: emptyByteLedger,
      byState: { importing: state('importing'), done: state('done'), stopped: state('stopped'), interrupted: state('interrupted'), failed: state('failed') },
      hashed: count((card) => card.sha256 !== null), matched: count((card) => card.hashCheck === 'matched'), mismatched: count((card) => card.hashCheck === 'mismatched'),
    },
    all: cards, special, specialCount: special.length, alike: cards.filter((card) => !special.includes(card)), intakes: [], unread: cards.filter((card) => card.state !== 'done'), mismatched: cards.filter((card) => card.hashCheck === 'mismatched'), digests: null, noDigests: true, list: null,
  };
}

function randoms(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
}

const networks = [
  { network: 'Comcast', country: 'US', asn: 7922, detail: 'aws-cli/2.31.8', slot: 1, ip: '198.51.100.23' },
  { network: 'Clouvider Limited', country: 'NL', asn: 62240, detail: 'aws-cli/1.22.34', slot: 2, ip: '203.0.113.77' },
] as const;

export function decision(over: Partial<DecisionRow>): DecisionRow {
  return { seq: 9, at: '2026-05-20T09:20:47Z', analyst: 'M. Sørby', targetKind: 'finding', target: '', kind: 'note', value: '', reason: '', undone: false, ...over };
}

export function finding(number: number, severity: Severity, over: Partial<FindingDetail> = {}): ReportFinding {
  const random = randoms(number * 7 + 1);
  const events = [
    ...Array.from({ length: 120 }, () => ({ timeMs: at + Math.floor(random() * 90 * 60_000), ...networks[0] })),
    ...Array.from({ length: 68 }, () => ({ timeMs: at + Math.floor((33 + random() * 46) * 60_000), ...networks[1] })),
  ].sort((a, b) => a.timeMs - b.timeMs);
  const windows = Array.from({ length: 9 }, (_, i) => {
    const fired = i >= 3 && i < 8;
    return { start: iso(at + i * 600_000), end: iso(at + (i + 1) * 600_000), measured: { asns: fired ? 2 : 1, agents: fired ? 2 : 1 }, fired };
  });
  const explanation = {
    template: 'aggregate', windows,
    text: 'From 14:50 to 15:40 one access key was used from 2 networks and with 2 agents in each window of 10 min. 5 windows in a row fired and were merged.',
    conditions: [{ name: 'asns', measured: 2, operator: '>', limit: 1 }, { name: 'agents', measured: 2, operator: '>', limit: 1 }],
    baseline: {}, dropped: [{ reason: 'events without an address', count: 41 }], wouldNotFire: ['One network or one agent in each window', 'The network on the allow-list'],
  };
  const span = (k: 0 | 1): { first: string; last: string; count: number } => {
    const mine = events.filter((e) => e.asn === networks[k].asn);
    return { count: mine.length, first: iso(mine[0]!.timeMs), last: iso(mine.at(-1)!.timeMs) };
  };
  const detail: FindingDetail = {
    id: sha(`finding ${number}`).slice(0, 32), number, rule: 'S16', ruleTitle: 'Key used from many networks', variant: 'corrected', title: 'One access key, 2 networks, 2 agents', severity,
    actor: 'j.doe', entity: { 'credential.id': 'AKIA3X7QHALDNEXAMPLE' }, start: '2026-05-19T14:50:00Z', end: '2026-05-19T15:40:00Z', windows: 5, windowMs: 600_000, eventCount: events.length,
    verdict: 'confirmed', state: 'new', networks: networks.map((n) => ({ label: n.network, country: n.country, slot: n.slot, count: 60 })), tags: [], reviewed: false, inReport: true, filteredBy: null, explanation,
    values: {
      'source.as.organization.name': networks.map((n, i) => ({ value: `${n.network} (AS${n.asn})`, ...span(i as 0 | 1) })),
      'user_agent.original': networks.map((n, i) => ({ value: `${n.detail} md/awscrt#0.27.6 ua/2.1 os/${i === 0 ? 'macos#24.6.0' : 'linux#5.15.0-101-generic'} md/arch#x86_64 lang/python#3.13.7`, ...span(i as 0 | 1) })),
    },
    chart: whyChart(events, explanation, [{ name: 'asns', label: 'Networks', limit: 1, operator: '>' }, { name: 'agents', label: 'Agents', limit: 1, operator: '>' }]),
    why: 'A key belongs to one machine.', falsePositives: ['A second workstation or a build runner uses the same key', 'A VPN exit changes while the key is in use'], nextSteps: ['Ask who created the key'], attack: ['T1078.004', 'T1552.001'],
    decisions: [decision({ kind: 'verdict', value: 'confirmed', reason: 'The user was in Denver and knows no host of this network.' })],
    explained: [], person: null, saidByRule: { version: 1, hash: sha('S16') }, expected: null, exposed: null,
    ...over,
  };
  const { chart: _, why: __, falsePositives: ___, nextSteps: ____, attack: _____, values: ______, explanation: _______, decisions, ...row } = detail;
  return {
    row, decisions, ruleVersion: 1, ruleHash: sha('S16'), remark: '',
    tell: () => ({ detail, events: events.slice(70, 90).map((e, i) => ({
      record: i + 1,
      row: {
        event: i + 1, id: sha(`e${i}`).slice(0, 32), time: iso(e.timeMs), ip: e.ip, outcome: i % 7 === 3 ? 'failure' : 'success', region: 'eu-central-1', record: 181_950 + i, network: e.network, country: e.country, asn: e.asn,
        egress: 'hosting', slot: e.slot, action: i % 2 === 0 ? 'DescribeInstances' : 'ListAttachedUserPolicies', service: i % 2 === 0 ? 'ec2' : 'iam', user: 'j.doe', agent: e.detail, agentTemplate: e.detail, error: null,
      },
    })) }),
  };
}

export function record(number: number, over: Partial<CitedRecord> = {}): CitedRecord {
  const raw = over.raw ?? JSON.stringify({
    eventVersion: '1.11', userIdentity: { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn: 'arn:aws:iam::441700018862:user/j.doe', accountId: '441700018862', accessKeyId: 'AKIA3X7QHALDNEXAMPLE', userName: 'j.doe' },
    eventTime: iso(at + number * 1000), eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-central-1', sourceIPAddress: '203.0.113.77', userAgent: 'aws-cli/1.22.34 Python/3.10.6 Linux/5.15.0-101-generic botocore/1.23.34',
    requestParameters: { instancesSet: {}, filterSet: {} }, responseElements: null, requestID: `5f1c2d3e-${number}`, eventID: `0a1b2c3d-${number}`, readOnly: true, eventType: 'AwsApiCall', managementEvent: true, recipientAccountId: '441700018862', eventCategory: 'Management',
  });
  return {
    number, findings: [1], exhibit: 'E1', file: 'cloudtrail_eu-central-1.json.gz', container: 'gzip', member: '', ordinal: 181_949 + number, path: `Records[${number}]`, offset: number * 1100, length: Buffer.byteLength(raw), sha256: sha(raw),
    time: { utc: iso(at + number * 1000).replace('.000Z', 'Z'), text: iso(at + number * 1000), precision: 'second', zoneAssumed: false, zone: null, unsure: false, offsetSeconds: 0 },
    place: { ip: '203.0.113.77', said: 'Clouvider Limited, AS62240, NL', tables: 'geo-asn 2026-05-01' }, ...over, raw,
  };
}

export function rule(id: string, over: Partial<ReportRule> = {}): ReportRule {
  return {
    id, variant: 'corrected', version: 1, title: 'Key used from many networks', hash: sha(id), outcome: 'nothing', findings: 0, rows: 0, dropped: 0, reason: null,
    parameters: [{ name: 'window', value: '10m', default: '10m' }, { name: 'networks', value: '2', default: '1' }], source: 'Own work', licence: 'Apache-2.0', ...over,
  };
}

export function sampleModel(over: Partial<ReportModel> = {}): ReportModel {
  const records = over.records ?? Array.from({ length: 20 }, (_, i) => record(i + 1));
  return {
    case: { id: '0199a5f2-7c1e-7d0a-9f33-0c6b5b0e7a11', title: 'Use of a key of j.doe', number: 'IR-2026-014', file: 'halden-freight.bilocate', created: '2026-05-20T06:58:11Z', schema: 1, state: 42 },
    title: 'Use of a key of j.doe', tlp: 'TLP:AMBER', parts: [...reportParts], text: { mandate: '', summary: '', conclusion: '', limits: '' }, saved: null, status: 'draft', examination: { examiners: ['M. Sørby'], judged: 2, reviewed: 0, reviewers: [] },
    analyst: { id: 'a1', name: 'M. Sørby', organisation: 'Halden Freight', role: 'responder' }, generatedAt: '2026-05-20T11:42:06Z', zone: 'UTC',
    madeWith: { version: '0.1.0', platform: 'linux-x64', node: '24.21.0', sqlite: '3.54.1', tzdata: '2026a' },
    span: { first: '2026-04-20T00:00:11Z', last: '2026-05-19T23:59:48Z' }, actors: 412,
    evidence: evidenceOf([
      exhibit(1, 'cloudtrail_eu-central-1.json.gz'),
      exhibit(2, 'cloudtrail_us-east-1.json.gz', { hashCheck: 'matched', acquisition: { ...noAcquisition, acquiredBy: 'Cloud team', acquiredAt: '2026-05-20T04:10:00Z', tenant: '441700018862', tool: 'aws s3 sync', toolVersion: '2.31.8', rangeAsked: '20 Apr to 20 May', medium: 'USB stick 7', expectedSha256: sha('x') } }),
    ]),
    gaps: [], others: [], expected: { exceptions: [], filters: [], periods: [], findings: [] }, users: [user()], twoPlaces: [{ user: 'j.doe', overlapMs: 46 * 60_000, longest: { startMs: at + 33 * 60_000, endMs: at + 79 * 60_000, networks: ['Comcast', 'Clouvider Limited'] } }], usersInTwoPlaces: 1,
    timeline: [{ at: '2026-05-19T14:50:00Z', kind: 'finding', user: 'j.doe', text: 'One access key, 2 networks, 2 agents', findings: [1], record: 1 }], selfTest: null,
    ledger, skips: [{ exhibit: 'E1', reason: 'json/invalid', count: 100 }, { exhibit: 'E1', reason: 'aws.cloudtrail/digest', count: 18 }],
    findings: [finding(1, 'critical'), finding(2, 'high', { title: '4 networks in one hour', actor: 'a.lindqvist', verdict: 'open', decisions: [] }), finding(3, 'medium', { title: 'First seen: Clouvider Limited (AS62240)', verdict: 'benign' })],
    recordCount: Array.isArray(records) ? records.length : 0, records,
    rules: [rule('S16', { outcome: 'findings', findings: 2 }), rule('S17', { outcome: 'findings', findings: 1, dropped: 31 }), rule('S1'), rule('S7', { title: 'Console and API from two addresses' }), rule('S18', { outcome: 'could-not-run', reason: 'no event of okta.system in this case' })],
    parameterChanges: [{ at: '2026-05-20T08:10:00Z', analyst: 'M. Sørby', rule: 'S16', name: 'networks', before: '1', after: '2', reason: 'Two exits of one VPN' }],
    tables: [{ role: 'asn', name: 'geo-asn', vendor: 'RouteViews', buildDate: '2026-05-01', sha256: sha('asn'), origin: 'embedded', licence: 'PDDL-1.0', attribution: 'RouteViews project' }],
    audit: { seq: 11, head: sha('head'), rows: [{ seq: 10, at: '2026-05-20T11:41:58Z', analyst: 'M. Sørby', action: 'verify', object: 'evidence', payload: '{}', hash: sha('10') }, { seq: 11, at: '2026-05-20T11:42:06Z', analyst: 'M. Sørby', action: 'report', object: 'report.pdf', payload: '{}', hash: sha('head') }] },
    limitations: [], ...over,
  };
}

/** One user on two networks, with a profile on each. */
export function user(over: Partial<UserDetail> = {}): { readonly detail: UserDetail; readonly lanes: UserLanes; readonly lineage: UserLineage } {
  const profile = (key: string, of: 0 | 1, count: number): UserDetail['profiles'][number] => {
    const { network, asn, country, slot, detail } = networks[of];
    return {
      key, network, asn, country, egress: of === 0 ? 'residential' : 'hosting', slot, template: detail, client: 'aws-cli', count, share: count / 188, sessions: 2, first: '2026-04-20T13:04:00Z', last: '2026-05-19T15:38:00Z',
      perDay: [count], flags: of === 0 ? [] : ['first-seen', 'in-two-places'], agents: [{ text: detail, count }], variants: 1,
    };
  };
  const network = (of: 0 | 1): UserDetail['networks'][number] => ({ label: networks[of].network, asn: networks[of].asn, country: networks[of].country, egress: null, slot: networks[of].slot, count: 60 });
  const detail: UserDetail = {
    user: 'j.doe', names: [{ name: 'j.doe', events: 188, first: '2026-04-20T13:04:00Z', last: '2026-05-19T15:38:00Z', sources: [{ dataset: 'aws.cloudtrail', events: 188 }] }], trait: null, organizations: [], ids: ['AIDAEXAMPLE'], types: ['IAMUser'], accounts: ['441700018862'], datasets: ['aws.cloudtrail'], events: 188, first: '2026-04-20T13:04:00Z', last: '2026-05-19T15:38:00Z', hours: [], usualHours: null,
    networks: [network(0), network(1)], overlapMs: 46 * 60_000, overlaps: [{ startMs: at + 33 * 60_000, endMs: at + 79 * 60_000, networks: ['Comcast', 'Clouvider Limited'] }], findings: [], risk: { risk: 0, parts: [], more: { findings: 0, points: 0 }, left: { published: 0, cleared: 0 } }, days: { first: '2026-04-20', count: 30 },
    profiles: [profile('B', 1, 68), profile('A', 0, 120)], moreProfiles: { profiles: 0, events: 0 }, moreCredentials: 0, leaps: [{ from: 0, to: 1, km: 7750, apartMs: 22_000, at: '2026-05-19T14:37:31Z' }], firstSeen: [], sessionGapMs: 720_000,
    credentials: [{ id: 'AKIA3X7QHALDNEXAMPLE', tokenType: 'long-term', count: 188, first: '2026-04-20T13:04:00Z', last: '2026-05-19T15:38:00Z', networks: [network(0), network(1)], agents: 2, issued: null, sessions: 4, failures: 3 }],
    places: [0, 1].map((of) => ({ city: of === 0 ? 'Denver' : 'Amsterdam', country: of === 0 ? 'US' : 'NL', latitude: 0, longitude: 0, accuracyKm: 50, networks: [], count: 60, first: '2026-04-20T13:04:00Z', last: '2026-05-19T15:38:00Z', firstSeen: of === 1 })),
    ...over,
  };
  const lane = (key: string, of: 0 | 1): UserLanes['lanes'][number] => ({
    key, label: networks[of].network, detail: '', slot: networks[of].slot, events: 10,
    rows: [{ key, label: networks[of].detail, profile: key, events: 10, firstSeenMs: null, bars: [[at + 33 * 60_000, at + 79 * 60_000, 10]], ticks: Array.from({ length: 10 }, (_, i) => at + (33 + 4 * i) * 60_000), density: null }],
  });
  return { detail, lineage: lineage(), lanes: { fromMs: at, toMs: at + 120 * 60_000, by: 'network', lanes: [lane('A', 0), lane('B', 1)], moreLanes: 0, overlaps: detail.overlaps, findings: [], gaps: [] } as unknown as UserLanes };
}

/** A long-term key that issued a role session, used from another network, and one inferred step. */
export function lineage(): UserLineage {
  const node = (id: string, kind: 'credential' | 'session', over: Partial<UserLineage['nodes'][number]> = {}): UserLineage['nodes'][number] => ({
    id, kind, name: null, logs: [], tokenType: null, dataset: 'aws.cloudtrail', ids: [id], members: 1, users: ['j.doe'], own: true, field: kind === 'credential' ? 'credential.id' : 'session.id', uses: 12, first: '2026-05-19T14:40:00Z', last: '2026-05-19T15:20:00Z', networks: [], ips: 1, agents: [], countries: [], session: null, ...over,
  });
  const edge = (from: number | null, to: number, over: Partial<UserLineage['edges'][number]> = {}): UserLineage['edges'][number] => ({
    from, to, kind: 'issued', sure: 'stated', action: 'AssumeRole', event: 1, at: '2026-05-19T14:39:00Z', last: '2026-05-19T14:39:00Z', ip: '198.51.100.7', network: 'Comcast', edges: 1, shown: 1, before: 'issued', fresh: false, changes: { network: null, ip: null, agent: null }, why: null, ...over,
  });
  return {
    user: 'j.doe', more: 0, cut: false, traced: true, alone: 0, logins: null, lacks: [],
    nodes: [node('AKIA3X7QHALDNEXAMPLE', 'credential'), node('ASIAQ2ROLEEXAMPLE', 'credential', { users: ['Admin'], own: false }), node('okta-root-1', 'session'), node('sid-1', 'session', { members: 3 })],
    edges: [
      edge(2, 3, { kind: 'sso', sure: 'inferred', at: '2026-05-19T13:00:00Z', why: { apartMs: 22_000, user: 'j.doe@halden.example', application: 'Microsoft Office 365', sso: 3, others: 0 } }),
      edge(0, 1, { changes: { network: { from: ['Comcast'], to: ['Clouvider Limited'] }, ip: { from: ['198.51.100.7'], to: ['203.0.113.9'] }, agent: null } }),
    ],
  };
}
