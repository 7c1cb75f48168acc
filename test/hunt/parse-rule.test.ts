import { describe, expect, test } from 'vitest';
import { bindRule, checkRuleText, parseRule, problemText } from '../../src-main/hunt/index.ts';
import { aggregate, ruleOf, ruleText } from './rule-text.ts';

const said = (text: string) => parseRule(text, 'r.yaml').problems.map((one) => one.message).join('\n');
const section = `by: [window, user.name]
window: { type: tumbling, size: 10m }
measures: { ips: { count_distinct: source.ip } }
when: { measure: ips, greater: 1 }`;

describe('a rule text', () => {
  test('that is right has no problems', () => {
    expect(parseRule(ruleText(aggregate(section)), 'r.yaml').problems).toEqual([]);
  });

  test('tells every problem at once, each with its line and column, in the order of the file', () => {
    const text = ruleText(aggregate(section.replace('source.ip', 'source.pi').replace('measure: ips', 'measure: ip')), { severity: 'hgih', varsion: '1', entity: '{ field: usr.name, type: user, score: 101 }' });
    const { rule, problems } = parseRule(text, 'r.yaml');
    expect(rule).toBeNull();
    expect(problems.map(problemText)).toEqual([
      'r.yaml:7:11  "hgih" is not one of info, low, medium, high, critical. Did you mean "high"?',
      'r.yaml:25:18  There is no field "usr.name". Did you mean "user.name"?',
      'r.yaml:25:47  A score is 0 to 100.',
      'r.yaml:30:1  There is no key "varsion" in a rule. Did you mean "version"?',
      'r.yaml:36:38  There is no field "source.pi". Did you mean "source.ip"?',
      'r.yaml:37:20  There is no measure "ip". Did you mean "ips"?',
    ]);
  });

  test('names missing keys, metadata among them', () => {
    const message = said('format: 1\nid: a\n');
    for (const key of ['variant', 'title', 'why', 'false_positives', 'references', 'source', 'entity', 'requires', 'examples']) expect(message).toContain(`"${key}" is missing in a rule.`);
  });

  test.each([
    ['unknown field in a condition', aggregate(section, '{ field: event.actoin, is: x }'), 'There is no field "event.actoin". Did you mean "event.action"?'],
    ['two tests in one condition', aggregate(section, '{ field: event.action, is: x, contains: y }'), 'A condition has one test'],
    ['a number for a text', aggregate(section, '{ field: cloud.account.id, is: 0123 }'), 'Put 123 in quotes.'],
    ['numbers of a text field', aggregate(section, '{ field: event.action, greater: 3 }'), '"event.action" is a text'],
    ['cidr of another field', aggregate(section, '{ field: event.action, cidr: 10.0.0.0/8 }'), 'cidr asks for an address'],
    ['a network that is none', aggregate(section, '{ field: source.ip, cidr: 10.0.0.0/33 }'), 'is not a network'],
    ['window computed but not grouped', aggregate(section.replace('window, ', '')), 'The window is computed but not grouped'],
    ['a measure that conditions cannot ask', aggregate(section.replace('{ count_distinct: source.ip }', '{ values: source.ip }')), '"ips" is values'],
    ['no condition for a finding', aggregate(section.split('\n').slice(0, 3).join('\n')), '"when" is missing'],
    ['a cap shorter than the window', aggregate(section.replace('tumbling, size: 10m', 'sliding, size: 10m, cap: 1m')), 'not shorter than the window'],
    ['a key of another window type', aggregate(section.replace('size: 10m', 'size: 10m, unit: day')), 'A tumbling window has no "unit".'],
    ['group by several values', aggregate(section.replace('user.name', 'target.id')), 'may have several values'],
    ['learning longer than retention', 'kind: first_seen\nwhere: []\nfirst_seen: { by: [user.name], value: [source.ip], learning: 90d, retention: 60d, cold_start: suppress }\n', 'Learning must be shorter than retention'],
    ['a section of another kind', `${aggregate(section)}rarity: { by: [], signature: [source.ip] }\n`, 'has no section "rarity"'],
    ['regex without the mark', aggregate(section, '{ field: event.action, regex: "^a+$" }'), 'slow: true'],
    ['look-around', aggregate(section, '{ field: event.action, regex: "a(?=b)" }'), 'Not a regular expression that runs in linear time'],
    ['back-reference', aggregate(section, '{ field: event.action, regex: "(a)\\\\1" }'), 'Not a regular expression that runs in linear time'],
    ['an unknown parameter', aggregate(section.replace('greater: 1', 'greater: $lmit')), 'There is no parameter "lmit"'],
  ])('%s', (_, body, message) => {
    expect(said(ruleText(body))).toContain(message);
  });

  test('needs an example that fires and a near miss', () => {
    const text = ruleText(aggregate(section)).replace('says: fires, finds: 1', 'says: fires, finds: 0');
    expect(said(text)).toContain('There is no example that fires.');
    expect(said(ruleText(aggregate(section)).replace('finds: 0', 'finds: 2'))).toContain('There is no near miss');
  });

  test('belongs to an account, tenant or organisation', () => {
    expect(said(ruleText(aggregate(section)).replace('tenant: organization.id\n', ''))).toContain('An entity belongs to an account');
  });

  test('an unused parameter, and one without bounds', () => {
    const text = ruleText(aggregate(section), { parameters: '{ n: { type: int, label: N, default: 3 } }' });
    expect(said(text)).toContain('The parameter "n" is never used.');
    expect(said(text)).toContain('needs min and max');
  });

  test('an example that does not hold is a problem at its place', () => {
    const [problem] = checkRuleText(ruleText(aggregate(section)), 'r.yaml');
    expect(problem).toMatchObject({ file: 'r.yaml', line: 28 });
    expect(problem!.message).toContain('The example "fires" does not hold.');
  });
});

describe('parameters', () => {
  const body = aggregate(section.replace('10m', '$window').replace('greater: 1', 'greater: $ips'));
  const rule = ruleOf(body, { parameters: '{ window: { type: duration, label: Window, default: 10m, min: 1m, max: 1h, step: 1m }, ips: { type: int, label: Addresses, default: 1, min: 1, max: 9 } }' });

  test('stand for their defaults, and for what is given', () => {
    expect(rule).toMatchObject({ aggregate: { window: { size: 600_000 }, when: { value: 1 } } });
    expect(bindRule(rule, { window: '30m', ips: 4 })).toMatchObject({ aggregate: { window: { size: 1_800_000 }, when: { value: 4 } }, hash: rule.hash });
    expect(bindRule(rule, { window: 120_000 })).toMatchObject({ aggregate: { window: { size: 120_000 } } });
  });

  test.each([[{ window: '2h' }, 'Out of bounds'], [{ ips: 'many' }, 'A number is wanted'], [{ ips: 1.5 }, 'A whole number'], [{ nope: 1 }, 'no such parameter']])('%j is refused', (overrides, why) => {
    expect(() => bindRule(rule, overrides as Record<string, string | number>)).toThrow(expect.objectContaining({ code: 'rule/bad-parameter' }));
    try {
      bindRule(rule, overrides as Record<string, string | number>);
    } catch (error) {
      expect(JSON.stringify(error)).toContain(why);
    }
  });
});
