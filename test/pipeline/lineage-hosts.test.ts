import { describe, expect, onTestFinished, test } from 'vitest';
import { sayAlias, verifyCase, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import type { ExposedReason } from '../../src-main/contract/index.ts';
import { exposedByRows } from '../../src-main/pipeline/finding-exposed.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { storeOf, storeParts } from '../../src-main/pipeline/lineage-stores.ts';
import { tempFolder } from '../help/case-events.ts';
import { at, away, call, day, hour, office, read, storedIn, t0, type Fields } from '../help/host-events.ts';
import { newCases, storeTold, type Told } from '../help/told-events.ts';

const newCase = newCases('Hosts');

interface Found { readonly host: string; readonly key: string; readonly at: number; readonly shown: number; readonly why: ExposedReason }
const stored = (events: readonly Told[]): WriteCase => storedIn(newCase(), events);
const exposed = (...events: readonly Told[]): readonly Found[] => traced(stored(events));
function traced(file: WriteCase): readonly Found[] {
  traceLineage(file);
  expect(verifyCase(file).checks.filter((one) => !one.ok && one.name !== 'blocks' && one.name !== 'ledger')).toEqual([]);
  const rows = dbOf(file).prepare(`SELECT p.text AS host, c.text AS key, l.at_ms - ${t0} AS at, l.shown, l.why FROM lineage l JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child
    WHERE l.kind = 'exposed' AND l.sure = 'inferred' ORDER BY c.text`).all() as (Omit<Found, 'why'> & { readonly why: string })[];
  const found = rows.map((row) => ({ ...row, why: JSON.parse(row.why) as ExposedReason }));
  // What a finding on these programs lists says the same of what moved.
  const { folder, remove } = tempFolder();
  onTestFinished(remove);
  const columns = loadColumns(file, folder);
  const hosts = columns.ids('host.id');
  const moved = exposedByRows(file, columns, Uint32Array.from(hosts.keys()).filter((row) => hosts[row] !== 0))?.keys.filter(({ elsewhere }) => elsewhere !== null) ?? [];
  expect(moved.map(({ id }) => id).toSorted()).toEqual([...new Set(found.map(({ key }) => key))].toSorted());
  for (const { id, store, user, actor, by, elsewhere } of moved) expect(found.map(({ key, why }) => [key, why.store, why.user, why.actor, why.by, why.useMs, why.after])).toContainEqual([id, store, user, actor, by, Date.parse(elsewhere!.at), { networks: elsewhere!.networks, agents: elsewhere!.agents }]);
  return found;
}

const withoutHost = (told: Told): Told => ({ ...told, fields: Object.fromEntries(Object.entries(told.fields).filter(([name]) => name !== 'host.id')) });

describe('the host that read a credential file, and the key that was used elsewhere later', () => {
  test('the same user, the days before, and another network after it: with all that it rests on', () => {
    const [edge, ...more] = exposed(call(-5 * day, 'AKIA1'), call(-hour, 'AKIA1'), read(0), call(hour, 'AKIA1'), call(2 * hour, 'AKIA1', away), call(3 * hour, 'AKIA1', '192.0.2.1'));
    expect(more).toEqual([]);
    expect(edge).toMatchObject({ host: 'host-1', key: 'AKIA1', at: 0, shown: 1, why: {
      store: '.aws/credentials', user: 'j.doe', actor: 'j.doe', by: 'name', candidates: 1, moved: 1, useMs: t0 + 2 * hour, before: { networks: [office], agents: [] }, after: { networks: [away, '192.0.2.1'], agents: [] },
    } });
  });
  test('of two keys that would do, the one that moved; the other is counted', () => {
    const edges = exposed(call(-hour, 'AKIA1'), call(-hour, 'AKIA2'), read(0), call(hour, 'AKIA1', away), call(hour, 'AKIA2'));
    expect(edges).toMatchObject([{ key: 'AKIA1', why: { candidates: 2, moved: 1 } }]);
  });
  test('of several programs the last one before the use elsewhere is the witness', () => {
    expect(exposed(call(-hour, 'AKIA1'), read(0), read(hour), read(2 * hour), call(3 * hour, 'AKIA1', away), read(4 * hour))).toMatchObject([{ at: 2 * hour, shown: 3 }]);
  });
  test.each<readonly [string, readonly Told[]]>([
    ['the key was never used elsewhere', [call(-hour, 'AKIA1'), read(0), call(hour, 'AKIA1')]],
    ['that network was known of the key before', [call(-hour, 'AKIA1', away), call(-hour, 'AKIA1'), read(0), call(hour, 'AKIA1', away)]],
    ['it was used elsewhere before it was read', [call(-hour, 'AKIA1'), call(-1, 'AKIA1', away), read(0), call(hour, 'AKIA1', away)]],
    ['somebody else\'s key', [call(-hour, 'AKIA1', office, { 'user.name': 'mara', 'user.id': 'arn:aws:iam::111122223333:user/mara' }), read(0), call(hour, 'AKIA1', away)]],
    ['a key that was not used in the thirty days before', [call(-31 * day, 'AKIA1'), read(0), call(hour, 'AKIA1', away)]],
    ['used elsewhere more than thirty days later', [call(-hour, 'AKIA1'), read(0), call(31 * day, 'AKIA1', away)]],
    ['a program that touches no store', [call(-hour, 'AKIA1'), read(0, { 'process.command_line': 'cat notes.txt' }), call(hour, 'AKIA1', away)]],
    ['a host without an id', [call(-hour, 'AKIA1'), withoutHost(read(0)), call(hour, 'AKIA1', away)]],
    ['root, which is on every machine', [call(-hour, 'AKIA1', office, { 'user.name': 'root', 'user.id': 'arn:aws:iam::111122223333:root' }), read(0, { 'user.name': 'root' }), call(hour, 'AKIA1', away)]],
    ['another kind of credential', [call(-hour, 'AKIA1'), read(0, { 'process.command_line': 'type C:\\Users\\j.doe\\.azure\\msal_token_cache.bin' }), call(hour, 'AKIA1', away)]],
    ['a service that used the key for somebody', [call(-hour, 'AKIA1'), read(0), call(hour, 'AKIA1', 'cloudformation.amazonaws.com')]],
  ])('not: %s', (_, events) => expect(exposed(...events)).toEqual([]));
});

describe('who is who', () => {
  const role: Fields = { 'user.name': 'Developer', 'user.id': 'arn:aws:sts::111122223333:assumed-role/Developer/j.doe@corp.example' };
  test('a role session that is named after the person', () => {
    expect(exposed(call(-hour, 'ASIA1', office, role), read(0), call(hour, 'ASIA1', away, role))).toMatchObject([{ key: 'ASIA1', why: { by: 'local', actor: 'j.doe@corp.example', user: 'j.doe' } }]);
  });
  test.each(['windows.process', 'linux.process', 'macos.process'])('%s', (dataset) => {
    expect(exposed(call(-hour, 'AKIA1'), read(0, {}, dataset), call(hour, 'AKIA1', away))).toHaveLength(1);
  });
  test('nobody by name: the address of the host', () => {
    const edges = exposed(call(-hour, 'AKIA1'), read(0, { 'user.name': 'svc-build', 'host.ip': office }), call(hour, 'AKIA1', away));
    expect(edges).toMatchObject([{ why: { by: 'address', actor: office, user: 'svc-build' } }]);
  });
  test('an instance whose role was asked of the metadata service', () => {
    const instance = 'i-0abc12345678def90';
    const own: Fields = { 'user.name': 'web', 'user.id': `arn:aws:sts::111122223333:assumed-role/web/${instance}`, 'session.id': `AROAWEB:${instance}` };
    const curl = read(0, { 'user.name': 'www-data', 'host.id': instance, 'process.command_line': 'curl http://169.254.169.254/latest/meta-data/iam/security-credentials/web', 'process.executable': '/usr/bin/curl' });
    expect(exposed(call(-hour, 'ASIA1', office, own), curl, call(hour, 'ASIA1', away, own))).toMatchObject([{ host: instance, key: 'ASIA1', why: { by: 'role', store: '169.254.169.254' } }]);
  });
  test('a browser: the session, not the token of the hour', () => {
    const session = (ms: number, ip: string): Told => at(ms, { 'event.dataset': 'okta.system', 'event.action': 'user.session.access', 'user.name': 'j.doe@corp.example', 'session.id': `ext-${ms}`, 'session.root_id': 'okta-root' }, ip);
    const cookies = read(0, { 'process.command_line': 'cp "/Users/j.doe/Library/Application Support/Google/Chrome/Default/Cookies" /tmp/c', 'process.executable': '/bin/cp' }, 'macos.process');
    expect(exposed(session(-hour, office), cookies, session(hour, away))).toMatchObject([{ key: 'okta-root', why: { store: 'cookies of a browser', by: 'local' } }]);
  });
});

describe('what an analyst said of names', () => {
  const theirs: Fields = { 'user.name': 'mara', 'user.id': 'arn:aws:iam::111122223333:user/mara' };
  const say = (file: WriteCase, a: string, b: string, same: boolean): void => void sayAlias(file, { a, b, same, reason: 'asked her' });
  test('two names that were accepted as one person', () => {
    const file = stored([call(-hour, 'AKIA1', office, theirs), read(0), call(hour, 'AKIA1', away, theirs)]);
    expect(traced(file)).toEqual([]);
    say(file, 'j.doe', 'mara', true);
    expect(traced(file)).toMatchObject([{ key: 'AKIA1', why: { by: 'alias', user: 'j.doe', actor: 'mara' } }]);
  });
  test('two names that were said to be two people, however alike', () => {
    const mail: Fields = { 'user.name': 'j.doe@other.example', 'user.id': 'x' };
    const file = stored([call(-hour, 'AKIA1', office, mail), read(0), call(hour, 'AKIA1', away, mail)]);
    expect(traced(file)).toMatchObject([{ why: { by: 'local' } }]);
    say(file, 'j.doe', 'j.doe@other.example', false);
    expect(traced(file)).toEqual([]);
  });
});

test('whatever the order in which logs came in, the same steps', () => {
  const events = [call(-hour, 'AKIA1'), call(-hour, 'AKIA2'), read(0), read(0, { 'host.id': 'host-2' }), read(hour), read(hour, { 'user.name': 'svc', 'host.ip': office }), call(2 * hour, 'AKIA1', away), call(2 * hour, 'AKIA2', away), call(3 * hour, 'AKIA2', '192.0.2.1')];
  const told = (found: readonly Found[]): unknown[] => found.map(({ why: { process: _, use: __, ...why }, ...one }) => ({ ...one, why })).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const wanted = told(exposed(...events));
  expect(wanted).toHaveLength(4);
  expect(told(exposed(...events.toReversed()))).toEqual(wanted);
  expect(told(exposed(...events.slice(4), ...events.slice(0, 4)))).toEqual(wanted);
});

describe('stores of credentials in command lines', () => {
  test.each([
    ['type C:\\Users\\j.doe\\.aws\\credentials', '.aws/credentials'], ['cat ~/.aws/sso/cache/0a1b.json', '.aws/sso/cache'], ['ls .aws/cli/cache', '.aws/cli/cache'], ['aws configure export-credentials --profile prod', 'aws configure export-credentials'],
    ['aws --profile prod configure export-credentials', 'aws configure export-credentials'], ['cp /root/.kube/config /tmp', '.kube/config'], ['kubectl config view --raw -o yaml', 'kubectl config view --raw'],
    ['sqlite3 ~/.config/gcloud/credentials.db', 'gcloud credentials.db'], ['cat /home/a/.config/gcloud/application_default_credentials.json', 'application_default_credentials.json'],
    ['az account get-access-token --resource x', 'az account get-access-token'], ['cat ~/.azure/msal_token_cache.json', '.azure token cache'],
    ['copy "C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Network\\Cookies" c:\\x', 'cookies of a browser'], ['cp "/x/Google/Chrome/Default/Login Data" y', 'passwords of a browser'],
    ['curl -H x http://169.254.169.254/latest/api/token', '169.254.169.254'],
  ])('%s', (line, name) => {
    expect(storeOf(line)?.name).toBe(name);
    expect(storeParts.some((part) => line.toLowerCase().includes(part)), 'is among the texts that are looked at').toBe(true);
  });
  test.each(['aws ', 'kubectl config view ', 'Chrome/', '.aws/', '\\'])('a command line made of %j is read in no time', (part) => {
    // Of the processor, not of the clock: what would be slow takes minutes.
    const started = process.cpuUsage();
    storeOf(`${part.repeat(20_000)} --ra export-credential`);
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });
  test.each(['aws s3 ls', 'kubectl get pods', 'kubectl config view', 'az account show', 'vim cookies.txt', 'cat /etc/aws/credentials', 'curl http://169.254.1.1/'])('none: %s', (line) => expect(storeOf(line)).toBeUndefined());
});

describe('from Entra to AWS', () => {
  const signIn = (over: Fields = {}, ip = office): Told => at(0, { 'event.dataset': 'entra.signin', 'event.action': 'Sign-in activity', 'event.outcome': 'success', 'user.name': 'ann@x.example', 'session.id': 'SID1', 'session.root_id': 'SID1', 'credential.issued_id': 'uti-1', 'entra.signin.kind': 'interactive', 'application.name': 'AWS Single-Account Access', ...over }, ip);
  const assume = (ms: number, over: Fields = {}, ip = office): Told => at(ms, { 'event.dataset': 'aws.cloudtrail', 'event.action': 'AssumeRoleWithSAML', 'event.outcome': 'success', 'user.name': 'ann@x.example', 'credential.issued_id': 'ASIA1', ...over }, ip);
  const edges = (...events: readonly Told[]): unknown[] => {
    const file = newCase();
    storeTold(file, 'logs.json', events);
    traceLineage(file);
    return dbOf(file).prepare(`SELECT p.text AS parent, c.text AS child, l.why FROM lineage l JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child WHERE l.kind = 'sso' ORDER BY l.at_ms`).all();
  };
  test('the token that Entra gave for the application, and the key of AssumeRoleWithSAML; the session where no token is named', () => {
    const whole = signIn();
    const { 'credential.issued_id': _, ...fields } = whole.fields;
    expect(edges({ ...whole, fields }, assume(60_000))).toMatchObject([{ parent: 'SID1', child: 'ASIA1' }]);
    const [edge] = edges(signIn(), assume(60_000)) as { why: string }[];
    expect(edge).toMatchObject({ parent: 'uti-1', child: 'ASIA1' });
    expect(JSON.parse(edge!.why)).toMatchObject({ apartMs: 60_000, user: 'ann@x.example', application: 'AWS Single-Account Access' });
  });
  test('a name without its domain agrees', () => expect(edges(signIn(), assume(60_000, { 'user.name': 'ann' }))).toHaveLength(1));
  test.each<readonly [string, readonly Told[]]>([
    ['another application', [signIn({ 'application.name': 'Office 365' }), assume(60_000)]], ['another address', [signIn(), assume(60_000, {}, away)]], ['another person', [signIn(), assume(60_000, { 'user.name': 'bo@x.example' })]],
    ['the same name of another domain', [signIn(), assume(60_000, { 'user.name': 'ann@y.example' })]], ['too late', [signIn(), assume(6 * 60_000)]], ['a sign-in that failed', [signIn({ 'event.outcome': 'failure' }), assume(60_000)]],
  ])('not: %s', (_, events) => expect(edges(...events)).toEqual([]));
});
