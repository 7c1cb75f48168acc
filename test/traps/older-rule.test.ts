import { expect, test } from 'vitest';
import { beginHunt, closeCase, createCase, endHunt, findingIdentity, findingRows, lastRuleOfFinding, ruleOfFinding, storeFindings, storeRules } from '../../src-main/case/index.ts';
import type { FindingDraft } from '../../src-main/contract/index.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

const rule = { rule: 'two-places', variant: 'corrected' } as const;
const versions = [{ ...rule, version: 1, hash: 'h1' }, { ...rule, version: 2, hash: 'h2' }] as const;

test('trap 29: a finding says which version of its rule made it, word by word, until another version has run', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Rules', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 40) });
  const draft = (version: 1 | 2, wouldNotFire: string): FindingDraft => ({
    rule: rule.rule, variant: rule.variant, ruleVersion: version, ruleHash: `h${version}`, title: 'jdoe in two places', severity: 'high', score: 50, filteredBy: null, actor: 'jdoe', entity: { 'user.name': 'jdoe' },
    start: 0, end: 3_600_000, events: Int32Array.from([1, 2, 3]), values: {},
    explanation: { template: 'aggregate', text: 'It fired.', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [wouldNotFire] },
  });
  const hunt = (version: 1 | 2, findings: readonly FindingDraft[], status: 'done' | 'stopped' = 'done') => {
    const run = beginHunt(file);
    storeRules(file, [{ ...versions[version - 1]!, title: 'Two places', body: `id: two-places # ${version}`, origin: 'shipped' }]);
    const changes = storeFindings(file, run, [{ ...versions[version - 1]!, status, parameters: {}, dropped: [], fault: null, findings, view: null }]);
    endHunt(file, run, status);
    return changes;
  };
  const first = draft(1, 'At most one.');
  const id = findingIdentity(first);
  hunt(1, [first]);
  expect(ruleOfFinding(file, id)).toEqual({ version: 1, hash: 'h1', body: 'id: two-places # 1' });

  hunt(2, [], 'stopped');
  expect(findingRows(file).map(({ state }) => state)).toEqual(['new']);
  expect(ruleOfFinding(file, id), 'the new version did not run to its end: what is there is of the older one').toMatchObject({ version: 1, hash: 'h1', body: 'id: two-places # 1' });

  expect(hunt(2, [draft(2, 'At most two.')])).toMatchObject({ new: 0, changed: 1 });
  expect(ruleOfFinding(file, id)).toEqual({ version: 2, hash: 'h2', body: 'id: two-places # 2' });

  // A newer version that found the same leaves what stands as it is, and is the last that said so.
  expect(hunt(1, [draft(2, 'At most two.')])).toMatchObject({ new: 0, changed: 0, unchanged: 1 });
  expect(ruleOfFinding(file, id)).toMatchObject({ version: 2 });
  expect(lastRuleOfFinding(file, id)).toEqual({ version: 1, hash: 'h1' });
  closeCase(file);
  remove();
});
