import { describe, expect, test } from 'vitest';
import type { FieldName } from '../../src-main/contract/index.ts';
import { lineageAround, loginOfEvent, verifyCase, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { newCases, storeTold, type Told } from '../help/told-events.ts';

type Fields = { readonly [N in FieldName]?: string | number | boolean | readonly string[] };

const newCase = newCases('Lineage');

const t0 = Date.UTC(2026, 2, 3, 9);
const minute = 60_000;
let counted = 0;
const at = (minutes: number, fields: Fields, ip = '198.51.100.7'): Told => ({ vendorId: `${JSON.stringify(fields)} ${minutes} ${ip} ${(counted += 1)}`, ms: t0 + minutes * minute, ip, fields });
const edges = (file: WriteCase): unknown[] => dbOf(file).prepare(`SELECT l.kind, p.text AS parent, c.text AS child, l.at_ms AS at, l.shown, l.sure, l.uses
  FROM lineage l LEFT JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child ORDER BY l.at_ms, p.text, c.text`).all();
const logins = (file: WriteCase): unknown[] => dbOf(file).prepare('SELECT e.identity, l.records, group_concat(r.why) AS why FROM login l JOIN event e ON e.id = l.lead JOIN login_record r ON r.login = l.id GROUP BY l.id ORDER BY e.time_ms').all();

const calls = (): Told[] => [
  at(0, { 'event.action': 'AssumeRole', 'event.outcome': 'success', 'user.name': 'j.doe', 'credential.id': 'AKIAONE', 'session.id': 'AKIAONE', 'credential.issued_id': 'ASIATWO' }),
  at(2, { 'event.action': 'ListBuckets', 'user.name': 'Admin', 'credential.id': 'ASIATWO', 'session.id': 'AROA:j.doe@09:00' }, '203.0.113.9'),
  at(3, { 'event.action': 'CreateAccessKey', 'user.name': 'Admin', 'credential.id': 'ASIATWO', 'session.id': 'AROA:j.doe@09:00', 'credential.issued_id': 'AKIATHREE' }, '203.0.113.9'),
  at(9, { 'event.action': 'GetObject', 'user.name': 'backup', 'credential.id': 'AKIATHREE', 'session.id': 'AKIATHREE' }, '203.0.113.9'),
  at(9, { 'event.action': 'GetObject', 'user.name': 'backup', 'credential.id': 'AKIATHREE', 'session.id': 'AKIATHREE' }, '203.0.113.9'),
];

describe('edges', () => {
  test('a key that a call handed out leads to the calls made with it, over roles and users', () => {
    const file = newCase();
    storeTold(file, 'trail.json', calls());
    expect(traceLineage(file)).toEqual({ edges: 2, inferred: 0, logins: 0, records: 0, changed: true });
    expect(edges(file)).toEqual([
      { kind: 'issued', parent: 'AKIAONE', child: 'ASIATWO', at: t0, shown: 1, sure: 'stated', uses: 2 },
      { kind: 'issued', parent: 'ASIATWO', child: 'AKIATHREE', at: t0 + 3 * minute, shown: 1, sure: 'stated', uses: 2 },
    ]);
    expect(lineageAround(file, [4], 100)).toMatchObject({ cut: false, ids: ['AKIATHREE'], links: [{ parent: 'AKIAONE' }, { parent: 'ASIATWO' }] });
    expect(lineageAround(file, [1], 100).links).toHaveLength(2);
    expect(verifyCase(file).checks.filter((one) => !one.ok && one.name !== 'blocks' && one.name !== 'ledger')).toEqual([]);
  });

  test('whatever the order of the imports, the same edges; a second trace changes nothing', () => {
    const all = [...calls(), at(0, { 'event.action': 'AssumeRole', 'event.outcome': 'success', 'user.name': 'j.doe', 'credential.id': 'AKIAONE', 'session.id': 'AKIAONE', 'credential.issued_id': 'ASIATWO' })];
    const [one, two] = [newCase(1), newCase(2)];
    storeTold(one, 'all.json', all);
    storeTold(two, 'late.json', all.slice(2).reverse());
    traceLineage(two);
    storeTold(two, 'early.json', all.slice(0, 2));
    expect(traceLineage(one).changed && traceLineage(two).changed).toBe(true);
    expect(edges(two)).toEqual(edges(one));
    expect(edges(one)[0]).toMatchObject({ child: 'ASIATWO', shown: 2 });
    const witness = (file: WriteCase): unknown => dbOf(file).prepare('SELECT hex(e.identity) AS event FROM lineage l JOIN event e ON e.id = l.event ORDER BY l.at_ms, event').all();
    expect(witness(two), 'of two events of one time the same one is the first').toEqual(witness(one));
    expect(traceLineage(two)).toMatchObject({ changed: false, edges: 2 });
    expect(dbOf(two).prepare(`SELECT count(*) AS n FROM audit WHERE action = 'lineage.store'`).get()).toEqual({ n: 2 });
  });

  test('a session over several keys holds them; one of a single key is the life of that key', () => {
    const file = newCase();
    const instance = 'AROAWEB:i-0abc12345678def90';
    storeTold(file, 'trail.json', [
      at(0, { 'credential.id': 'ASIAMORNING', 'session.id': instance }), at(360, { 'credential.id': 'ASIANOON', 'session.id': instance }), at(361, { 'credential.id': 'ASIANOON', 'session.id': instance }),
      at(5, { 'credential.id': 'ASIAALONE', 'session.id': 'AROA:x@09:05' }),
      at(6, { 'credential.id': 'ASIACONSOLE', 'session.id': 'arn:aws:signin:::session/1', 'session.root_id': 'arn:aws:signin:::session/1' }),
    ]);
    traceLineage(file);
    expect(edges(file)).toMatchObject([
      { kind: 'session', parent: instance, child: 'ASIAMORNING', uses: 1 }, { kind: 'session', parent: 'arn:aws:signin:::session/1', child: 'ASIACONSOLE' }, { kind: 'session', parent: instance, child: 'ASIANOON', shown: 2, uses: 2 },
    ]);
  });

  test('Entra: the session issued the tokens that Graph and the audit log say were used', () => {
    const file = newCase();
    const signIn: Fields = { 'event.dataset': 'entra.signin', 'event.outcome': 'success', 'user.name': 'ann@x.example', 'session.id': 'SID1', 'session.root_id': 'SID1' };
    storeTold(file, 'entra.json', [
      at(0, { ...signIn, 'credential.issued_id': 'uti-1' }), at(30, { ...signIn, 'credential.issued_id': 'uti-2' }),
      at(5, { 'event.dataset': 'm365.audit', 'event.action': 'MailItemsAccessed', 'user.name': 'ann@x.example', 'credential.id': 'uti-1', 'session.id': 'SID1' }, '203.0.113.9'),
      at(31, { 'event.dataset': 'graph.activity', 'event.action': 'GET', 'credential.id': 'uti-2' }),
    ]);
    traceLineage(file);
    expect(edges(file)).toMatchObject([{ kind: 'issued', parent: 'SID1', child: 'uti-1', uses: 1 }, { kind: 'issued', parent: 'SID1', child: 'uti-2', uses: 1 }]);
  });

  describe('Okta, then Entra', () => {
    const sso = (minutes: number, over: Fields = {}, ip?: string): Told => at(minutes, {
      'event.dataset': 'okta.system', 'event.action': 'user.authentication.sso', 'event.outcome': 'success', 'user.name': 'ann@x.example', 'session.id': 'okta-ext', 'session.root_id': 'okta-root', 'target.name': ['Microsoft Office 365'], ...over,
    }, ip);
    const signIn = (minutes: number, over: Fields = {}, ip?: string): Told => at(minutes, {
      'event.dataset': 'entra.signin', 'event.action': 'Sign-in activity', 'event.outcome': 'success', 'user.name': 'Ann@x.example', 'session.id': 'SID1', 'session.root_id': 'SID1', 'credential.issued_id': 'uti-1', 'entra.signin.kind': 'interactive', ...over,
    }, ip);
    const inferred = (events: readonly Told[]): unknown[] => {
      const file = newCase();
      storeTold(file, 'logs.json', events);
      traceLineage(file);
      return dbOf(file).prepare(`SELECT p.text AS parent, c.text AS child, l.why FROM lineage l JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child WHERE l.sure = 'inferred'`).all();
    };

    test('one person, one address, minutes apart: inferred, with what it rests on', () => {
      const [edge] = inferred([sso(0), signIn(2)]) as { parent: string; child: string; why: string }[];
      expect(edge).toMatchObject({ parent: 'okta-root', child: 'SID1' });
      expect(JSON.parse(edge!.why)).toEqual({ apartMs: 2 * minute, user: 'ann@x.example', application: 'Microsoft Office 365', sso: 1, others: 0 });
    });
    test.each([
      ['another address', [sso(0), signIn(2, {}, '203.0.113.9')]],
      ['another person', [sso(0), signIn(2, { 'user.name': 'bo@x.example' })]],
      ['too late', [sso(0), signIn(6)]],
      ['before it, by more than clocks differ', [sso(3), signIn(1)]],
      ['another application', [sso(0, { 'target.name': ['Slack'] }), signIn(2)]],
      ['a single sign-on that failed', [sso(0, { 'event.outcome': 'failure' }), signIn(2)]],
      ['a token that was renewed in the background', [sso(0), signIn(2, { 'entra.signin.kind': 'non-interactive' })]],
    ] as const)('not inferred: %s', (_, events) => expect(inferred(events)).toEqual([]));
    test('of several single sign-ons the nearest, and the others are counted', () => {
      const [edge] = inferred([sso(0, { 'session.root_id': 'okta-other' }), sso(2), signIn(3)]) as { parent: string; why: string }[];
      expect(edge!.parent).toBe('okta-root');
      expect(JSON.parse(edge!.why)).toMatchObject({ apartMs: minute, others: 1 });
    });
  });
});

describe('logins', () => {
  const signIn = (minutes: number, fields: Fields): Told => at(minutes, { 'event.dataset': 'entra.signin', 'user.name': 'ann@x.example', 'entra.signin.kind': 'interactive', ...fields });
  const traced = (events: readonly Told[]): { file: WriteCase; found: unknown[] } => {
    const file = newCase();
    storeTold(file, 'logs.json', events);
    traceLineage(file);
    return { file, found: logins(file) };
  };
  const step = { 'entra.signin.correlation_id': 'c-1', 'event.outcome': 'unknown', 'entra.signin.interrupted': true } as const;

  test('trap 14: interim steps and what came of them are one login, led by what came of it', () => {
    const { file, found } = traced([signIn(0, step), signIn(1, step), signIn(2, { 'entra.signin.correlation_id': 'c-1', 'event.outcome': 'success' }), signIn(3, { 'entra.signin.correlation_id': 'c-1', 'event.outcome': 'success' })]);
    expect(found).toMatchObject([{ records: 3 }]);
    expect(loginOfEvent(file, 1)).toEqual([{ event: 1, why: 'steps', lead: false }, { event: 2, why: 'steps', lead: false }, { event: 3, why: 'lead', lead: true }]);
    expect(loginOfEvent(file, 4), 'the next success is a login of its own').toEqual([]);
  });
  test.each([
    ['two users of one correlation id', [signIn(0, step), signIn(1, { ...step, 'user.name': 'bo@x.example' })]],
    ['two kinds of sign-in', [signIn(0, step), signIn(1, { ...step, 'entra.signin.kind': 'non-interactive' })]],
    ['a quarter of an hour later', [signIn(0, step), signIn(15, step)]],
    ['after a failure', [signIn(0, { ...step, 'entra.signin.interrupted': false, 'event.outcome': 'failure' }), signIn(1, step)]],
    ['no id in common', [signIn(0, {}), signIn(1, {})]],
    ['one id on two users', [signIn(0, { 'entra.signin.sign_in_id': 'id-1' }), signIn(1, { 'entra.signin.sign_in_id': 'id-1', 'user.name': 'bo@x.example' })]],
  ] as const)('not one login: %s', (_, events) => expect(traced(events).found).toEqual([]));
  test('the login that the audit log repeats is the same one, by token or by sign-in id', () => {
    const { file, found } = traced([
      signIn(0, { 'event.outcome': 'success', 'credential.issued_id': 'uti-1', 'entra.signin.sign_in_id': 'id-1' }),
      at(1, { 'event.dataset': 'm365.audit', 'event.action': 'UserLoggedIn', 'event.outcome': 'success', 'user.name': 'ann@x.example', 'credential.issued_id': 'uti-1' }),
      at(1, { 'event.dataset': 'm365.audit', 'event.action': 'UserLoggedIn', 'event.outcome': 'success', 'user.name': 'ann@x.example', 'm365.audit.request_id': 'id-1' }),
      at(2, { 'event.dataset': 'm365.audit', 'event.action': 'MailItemsAccessed', 'credential.id': 'uti-1' }),
    ]);
    expect(found).toMatchObject([{ records: 3 }]);
    expect(loginOfEvent(file, 2).map(({ lead }) => lead)).toEqual([true, false, false]);
  });
});
