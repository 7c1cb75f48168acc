import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  auditPage, caseSummary, closeCase, decisionSteps, identitySaid, openCaseToRead, openCaseToWrite, personsIn, redoDecision, sayAlias, sayLabel, sayTrait, traitSaid, undoDecision, verifyCase, type CaseSession, type WriteCase,
} from '../../src-main/case/index.ts';
import { caseInFolder, faultCodeOf, importTestFile, numbers, sessionIn } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let file: WriteCase;

const say = (a: string, b: string, same = true, reason = ''): number | null => sayAlias(file, { a, b, same, reason });
const groups = (): readonly (readonly string[])[] => personsIn(file).groups;

beforeEach(() => {
  ({ folder, remove, session, file } = caseInFolder('Identity'));
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 20) });
});
afterEach(() => {
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  closeCase(file);
  remove();
});

describe('two names are one person', () => {
  test('said once, it is a decision with analyst, time and reason, and an entry of the log; said again, it is nothing', () => {
    expect(say('user3', 'user1', true, 'Badge and laptop agree.')).toBe(1);
    expect(say('user1', 'user3', true, 'again')).toBeNull();
    expect(identitySaid(file).pairs).toMatchObject([{ a: 'user1', b: 'user3', value: 'same', analyst: 'A. Analyst', reason: 'Badge and laptop agree.' }]);
    const { rows } = auditPage(file, { after: 0, limit: 100 });
    expect(rows.at(-1)).toMatchObject({ action: 'decision.alias' });
    expect(JSON.stringify(rows.at(-1))).toContain('Badge and laptop agree.');
  });

  test('undo and redo are rows; the person falls apart and comes together again', () => {
    say('user1', 'user0');
    say('user2', 'user1');
    expect(groups()).toEqual([['user0', 'user1', 'user2']]);
    undoDecision(file);
    expect(groups()).toEqual([['user0', 'user1']]);
    expect(decisionSteps(file)).toMatchObject({ undo: { kind: 'alias', value: 'same' }, redo: { kind: 'alias', value: 'same', undone: true } });
    undoDecision(file);
    expect(groups()).toEqual([]);
    redoDecision(file);
    redoDecision(file);
    expect(groups()).toEqual([['user0', 'user1', 'user2']]);
  });

  test('a refused pair is joined neither directly nor over others, and the analyst is told', () => {
    say('user1', 'user3', false, 'Two desks.');
    say('user1', 'user0');
    expect(faultCodeOf(() => say('user3', 'user0'))).toBe('case/alias-refused');
    expect(groups()).toEqual([['user0', 'user1']]);
    // The other way round: one person over a third name cannot be told apart without taking one of these back.
    say('user1', 'user2');
    expect(faultCodeOf(() => say('user2', 'user0', false))).toBe('case/alias-joined');
    // What was refused may be accepted after all.
    say('user1', 'user3', true, 'It was her second desk.');
    expect(groups()).toEqual([['user0', 'user1', 'user2', 'user3']]);
  });

  test('a refusal that comes back by undo holds back the chain that was accepted meanwhile', () => {
    say('user1', 'user3', false);
    say('user1', 'user3');
    const accepted = identitySaid(file).pairs[0]!.seq;
    say('user1', 'user0');
    say('user3', 'user0');
    undoDecision(file, accepted);
    expect(personsIn(file)).toMatchObject({ groups: [['user0', 'user1']], heldBack: [{ a: 'user0', b: 'user3', refused: ['user1', 'user3'] }] });
  });

  test('a name with itself, and one that no event has, are refused', () => {
    expect([faultCodeOf(() => say('user1', 'user1')), faultCodeOf(() => say('user1', 'nobody')), faultCodeOf(() => sayTrait(file, 'nobody', 'person', ''))]).toEqual(['case/same-name', 'case/no-such-user', 'case/no-such-user']);
  });
});

describe('who stands behind a name, and what organisations are called', () => {
  test('a trait holds for the person, the last one counts, and it can be taken away and back', () => {
    say('user1', 'user0');
    sayTrait(file, 'user1', 'service', '');
    sayTrait(file, 'user0', 'person', 'Called her.');
    const trait = () => traitSaid(identitySaid(file), personsIn(file).namesOf('user1'));
    expect(trait()).toMatchObject({ value: 'person', reason: 'Called her.' });
    expect(sayTrait(file, 'user1', 'person', '')).toBeNull();
    sayTrait(file, 'user1', null, '');
    expect(trait()?.value).toBeNull();
    undoDecision(file);
    expect(trait()?.value).toBe('person');
    undoDecision(file);
    expect(trait()?.value).toBe('service');
  });

  test('a name beside an id: of an organisation and an account of the same id apart', () => {
    sayLabel(file, 'account', '111122223333', ' Production ', '');
    sayLabel(file, 'organization', '111122223333', 'Example Corp', '');
    expect(sayLabel(file, 'account', '111122223333', 'Production', '')).toBeNull();
    const names = () => [identitySaid(file).labels.account.get('111122223333')?.value, identitySaid(file).labels.organization.get('111122223333')?.value];
    expect(names()).toEqual(['Production', 'Example Corp']);
    sayLabel(file, 'account', '111122223333', '', '');
    expect(names()).toEqual([undefined, 'Example Corp']);
    undoDecision(file);
    expect(names()).toEqual(['Production', 'Example Corp']);
  });
});

test('handed over, the case says the same to the next analyst, who takes it back', () => {
  const seq = say('user1', 'user0', true, 'One badge.')!;
  closeCase(file);
  const reading = openCaseToRead(file.path, session.recordsFolder);
  expect(personsIn(reading).groups).toEqual([['user0', 'user1']]);
  closeCase(reading);
  file = openCaseToWrite(file.path, { ...sessionIn(folder, 2), analyst: { id: 'other', name: 'B. Next', organisation: '', role: '' } });
  expect(identitySaid(file).pairs[0]).toMatchObject({ analyst: 'A. Analyst', reason: 'One badge.' });
  undoDecision(file, seq);
  expect(groups()).toEqual([]);
});

test('the case counts a person of several names once', () => {
  const actors = caseSummary(file).actors;
  say('user1', 'user0');
  say('user2', 'user0');
  expect(caseSummary(file).actors).toBe(actors - 2);
});
