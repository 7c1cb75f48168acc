import { describe, expect, test } from 'vitest';
import { reasonsAgainst, reasonsFor, reasonWords, sayReason, type IdentityReason } from '../../src-main/contract/index.ts';
import { candidatesOf, isNobody, partsOf, weigh, type NameFacts, type NameLink } from '../../src-main/identity/index.ts';

const facts = (name: string, over: Partial<NameFacts> = {}): NameFacts => ({ name, events: 10, datasets: [], organizations: [], types: [], domains: [], knownAs: [], ...over });
const between = (a: NameFacts, b: NameFacts, links: readonly NameLink[] = [], more: readonly NameFacts[] = []) => {
  const found = candidatesOf([a, b, ...more], links).find((one) => [one.a, one.b].sort().join() === [a.name, b.name].sort().join());
  return found === undefined ? null : { for: found.for.map(({ kind }) => kind), against: found.against.map(({ kind }) => kind), strength: weigh([...found.for, ...found.against])?.strength ?? null };
};
const okta = (name: string, over: Partial<NameFacts> = {}) => facts(name, { datasets: ['okta.system'], types: ['User'], ...over });
const aws = (name: string, over: Partial<NameFacts> = {}) => facts(name, { datasets: ['aws.cloudtrail'], types: ['IAMUser'], organizations: ['111122223333'], ...over });
const host = (name: string, domain: string) => facts(name, { datasets: ['windows.process'], domains: [domain] });

describe('what a name is made of', () => {
  test.each([
    ['J.Doe@Corp.Example', 'j.doe', 'jdoe', 'corp.example'], ['CORP\\jdoe', 'jdoe', 'jdoe', 'corp'], ['jdoe', 'jdoe', 'jdoe', null],
    ['j.doe_corp.example#EXT#@tenant.onmicrosoft.com', 'j.doe', 'jdoe', 'corp.example'], ['arn:aws:sts::111122223333:assumed-role/Admin/j.doe@corp.example', 'j.doe', 'jdoe', 'corp.example'],
    ['arn:aws:iam::111122223333:user/ops/j_doe', 'j_doe', 'jdoe', null], ['j.doe+aws@corp.example', 'j.doe+aws', 'jdoe', 'corp.example'], ['j.doe@corp.onmicrosoft.com', 'j.doe', 'jdoe', 'corp'],
  ])('%s', (name, local, loose, domain) => expect(partsOf(name)).toEqual({ local, loose, domain }));
});

describe('pairs that may be one person', () => {
  test('a mail address and an IAM user of the same name, in two sources', () => expect(between(okta('j.doe@corp.example'), aws('j.doe'))).toEqual({ for: ['same-local'], against: [], strength: 'likely' }));
  test('trap 24: capitals only', () => expect(between(facts('J.Doe@corp.example'), facts('j.doe@corp.example'))).toMatchObject({ for: ['same-but-case', 'domain-agrees'], strength: 'strong' }));
  test('dots and dashes only: weak by itself', () => expect(between(okta('j.doe@corp.example'), aws('jdoe'))).toMatchObject({ for: ['similar-local'], strength: 'weak' }));
  test('a host account whose Windows domain stands beside it', () => {
    expect(between(okta('j.doe@corp.example'), host('j.doe', 'CORP'))).toMatchObject({ for: ['same-local', 'domain-agrees'], strength: 'strong' });
    expect(between(okta('j.doe@haldenfreight.example'), host('j.doe', 'HALDEN'))).toMatchObject({ for: ['same-local', 'domain-agrees'] });
    expect(between(okta('j.doe@corp.example'), host('j.doe', 'WS-0042'))).toMatchObject({ for: ['same-local'], against: [] });
  });
  test('a role that one person alone acts as, and the name that the log gives it', () => {
    expect(between(okta('j.doe@corp.example'), aws('JanesRole', { knownAs: ['j.doe@corp.example'] }))).toMatchObject({ for: ['known-as'], strength: 'likely' });
    expect(between(okta('j.doe@corp.example'), facts('arn:aws:sts::1:assumed-role/Dev/session', { datasets: ['k8s.audit'], knownAs: ['j.doe'] }))).toMatchObject({ for: ['known-as'] });
    expect(between(facts('octo-jane', { datasets: ['github.audit'], knownAs: ['j.doe@corp.example'] }), okta('j.doe@corp.example'))).toMatchObject({ for: ['known-as'] });
  });
  test('what events say of both: one key, one session, one device, one single sign-on, an address that few have', () => {
    const kinds = ['same-credential', 'same-session', 'same-device', 'sso-stated', 'sso-inferred', 'same-address', 'rare-network'] as const;
    const [a, b] = [okta('ann@corp.example'), aws('zoe')];
    expect(kinds.map((kind) => between(a, b, [{ a: a.name, b: b.name, kind, count: 3 }])?.strength)).toEqual(['strong', 'strong', 'likely', 'strong', 'likely', null, null]);
  });
});

describe('what speaks against it', () => {
  test('two accounts of one kind in one directory', () => expect(between(okta('j.doe@corp.example'), okta('j.doe@sub.corp.example'))).toMatchObject({ against: ['same-source'], strength: 'likely' }));
  test('accounts of two kinds in one log are not held against it', () => expect(between(aws('j.doe@corp.example', { types: ['IdentityCenterUser'] }), aws('j.doe'))).toMatchObject({ against: [] }));
  test('two tenants of one source, and two mail domains of two sources', () => {
    expect(between(okta('j.doe@a.example', { organizations: ['x'] }), okta('j.doe@b.example', { organizations: ['y'] }))).toMatchObject({ against: ['other-organization'], strength: 'weak' });
    expect(between(okta('j.doe@a.example'), facts('j.doe@b.example', { datasets: ['entra.signin'] }))).toMatchObject({ against: ['other-organization'] });
  });
  test('a name that many have, and one of two letters', () => {
    const many = ['a', 'b', 'c'].map((domain) => facts(`jo@${domain}.example`));
    expect(between(okta('jo@corp.example'), aws('jo'), [], many)).toMatchObject({ against: ['several-match', 'short-name'] });
  });
  test('two countries at once outweigh a name', () => {
    const reasons: IdentityReason[] = [{ kind: 'same-local', text: 'j.doe' }, { kind: 'two-countries', count: 3, of: 9, at: '2026-05-12T15:30:00Z' }];
    expect(weigh(reasons)).toEqual({ score: 0, strength: 'weak' });
    // Now and then is what a stolen key looks like.
    expect(weigh([reasons[0]!, { ...reasons[1]!, of: 90 }])).toEqual({ score: 2, strength: 'likely' });
    expect(sayReason(reasons[1]!)).toBe('in two countries within half an hour: 3 of 9 half hours in which both were somewhere, first at 2026-05-12T15:30:00Z');
  });
});

describe('who is never suggested', () => {
  test.each(['root', 'SYSTEM', 'NT AUTHORITY\\SYSTEM', 'administrator', 'CORP\\Administrator', 'WS-0042$', 'CORP\\WS-0042$', 'system:serviceaccount:kube-system:default', 'ec2.amazonaws.com', 'AWSReservedSSO_Admin_0123', 'i-0123456789abcdef0', 'ec2-user', '111122223333', 'system@okta.com'])('%s', (name) => {
    expect(isNobody(name, [])).toBe(true);
    expect(candidatesOf([facts(name), facts(`${name.toLowerCase()} `), facts(partsOf(name).local)], [])).toEqual([]);
  });
  test('kinds of actors that are no person', () => expect([isNobody('sync', ['ServicePrincipal']), isNobody('x', ['AWSService']), isNobody('jane', ['User', 'AWSService']), isNobody('jane', [])]).toEqual([true, true, false, false]));
  test('a role that several people act as', () => {
    const role = aws('Admins', { knownAs: ['ann@corp.example', 'bob@corp.example'] });
    expect(between(okta('ann@corp.example'), role, [{ a: 'ann@corp.example', b: 'Admins', kind: 'same-credential', count: 9 }])).toBeNull();
  });
  test('session names that tools make up are nobody', () => expect(between(okta('session@corp.example'), aws('Role', { knownAs: ['botocore-session-1700000000'] }))).toBeNull());
});

test('fifty thousand names, of which many share a word, take a moment', () => {
  const names = Array.from({ length: 50_000 }, (_, at) => facts(at % 2 === 0 ? `user${at >> 1}@corp.example` : at % 5 === 0 ? 'x'.repeat(at % 9) + at : `user${at >> 1}`));
  const begun = performance.now();
  expect(candidatesOf(names, []).length).toBeGreaterThan(15_000);
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('every reason has words, and no words are without a reason', () => expect(Object.keys(reasonWords).sort()).toEqual([...reasonsFor, ...reasonsAgainst].sort()));
