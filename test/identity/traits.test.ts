import { describe, expect, test } from 'vitest';
import { traitReasons, traitReasonWords } from '../../src-main/contract/index.ts';
import { suggestTrait, type Behaviour } from '../../src-main/identity/index.ts';

const day = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 17 ? 20 : 0));
const always = new Array<number>(24).fill(10);
const how = (over: Partial<Behaviour> = {}): Behaviour => ({ types: [], people: 0, clients: {}, hours: [], ...over });
const value = (name: string, over: Partial<Behaviour> = {}): string | null => suggestTrait([name], how(over))?.value ?? null;

describe('who probably stands behind a name', () => {
  test.each([
    ['break-glass-1', 'break-glass'], ['emergency@corp.example', 'break-glass'], ['svc-terraform', 'service'], ['CORP\\svc_backup', 'service'], ['dependabot[bot]', 'service'], ['WS-01$', 'service'], ['ci-deploy', 'ci'], ['jenkins', 'ci'],
    ['github-actions', 'ci'], ['test.user@corp.example', 'test'], ['contractor.jo@corp.example', 'vendor'], ['jo_partner.example#EXT#@t.onmicrosoft.com', 'vendor'], ['helpdesk@corp.example', 'shared'], ['system:serviceaccount:a:b', 'service'],
    ['j.doe@corp.example', null], ['contest@corp.example', null], ['cicero', null], ['testa.rossa@corp.example', null],
  ])('%s is %s', (name, expected) => expect(value(name)).toBe(expected));

  test('by type, and by how many people act under it', () => {
    expect([value('sync', { types: ['ServicePrincipal'] }), value('Admins', { people: 3 }), value('JanesRole', { people: 1 })]).toEqual(['service', 'shared', null]);
  });
  test('by habits: programs round the clock are a service, browsers by day a person, few events nothing', () => {
    expect(value('freight', { clients: { sdk: 240 }, hours: always })).toBe('service');
    expect(value('jane', { clients: { desktop: 100, sdk: 80 }, hours: day })).toBe('person');
    expect(value('jane', { clients: { desktop: 20 }, hours: day })).toBeNull();
    expect(value('freight', { clients: { cli: 100 }, hours: day, types: ['AssumedRole'] })).toBeNull();
  });
  test('any name of a person counts', () => expect(suggestTrait(['j.doe@corp.example', 'svc-jdoe'], how())).toEqual({ value: 'service', why: [{ kind: 'name', text: 'svc-jdoe' }] }));
  test('every reason has words', () => expect(Object.keys(traitReasonWords).sort()).toEqual([...traitReasons].sort()));
});
