import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { datasets } from '../src-main/contract/index.ts';
import { hypothesisTitles, loadRules, whyNotCarried } from '../src-main/hunt/index.ts';
import { en } from '../src-renderer/src/words/en.ts';
import { root } from './help/open-cases.ts';

const hypotheses = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'] as const;
const corrected = loadRules(join(root, 'resources', 'rules')).rules.filter(({ variant }) => variant === 'corrected');
const serving = (hypothesis: (typeof hypotheses)[number], dataset: string): readonly string[] => corrected.filter((rule) => rule.hypotheses.includes(hypothesis) && rule.requires.datasets.includes(dataset)).map(({ id }) => id);

describe.each(hypotheses)('%s (A16)', (hypothesis) => {
  test.each(datasets.filter((dataset) => whyNotCarried(dataset, hypothesis) === null))('has a corrected rule for %s, which can carry it', (dataset) => {
    expect(serving(hypothesis, dataset)).not.toEqual([]);
  });
  test('is called on the overview as on its page', () => {
    expect(en.overview.hypotheses[hypothesis]).toBe(hypothesisTitles[hypothesis]);
  });
});

test('global addresses and countries, and actions, services and regions of each user are looked for (A16)', () => {
  const of = (id: string) => corrected.find((rule) => rule.id === id);
  for (const [id, by, value] of [
    ['new-address', [], 'source.ip'], ['new-hosted-address', [], 'source.ip'], ['new-country', [], 'source.geo.country_iso_code'], ['new-country-for-user', ['organization.id', 'user.name', 'user.id'], 'source.geo.country_iso_code'],
    ['new-action-for-user', ['organization.id', 'user.name', 'user.id'], 'event.action'], ['new-service-for-user', ['organization.id', 'user.name', 'user.id'], 'service.name'], ['new-region-for-user', ['organization.id', 'user.name', 'user.id'], 'cloud.region'],
  ] as const) expect([id, of(id)]).toEqual([id, expect.objectContaining({ kind: 'first_seen', first_seen: expect.objectContaining({ by, value: [value] }) })]);
});

test('the page says for every source which rules carry which hypothesis, and where none can, why', async () => {
  const rows = datasets.map((dataset) => `| \`${dataset}\` | ${hypotheses.map((one) => (whyNotCarried(dataset, one) === null ? serving(one, dataset).map((id) => `\`${id}\``).join(', ') : '–')).join(' | ')} |`);
  const why = datasets.flatMap((dataset) => {
    const reasons = [...Map.groupBy(hypotheses.filter((one) => whyNotCarried(dataset, one) !== null), (one) => whyNotCarried(dataset, one)!)];
    return reasons.map(([reason, of]) => `| \`${dataset}\` | ${of.join(', ')} | ${reason} |`);
  });
  const page = `# Hypotheses

What a stolen session may look like. Every rule names those that it serves; the overview counts findings by them. For each source that can carry a hypothesis there is at least one corrected rule, which a test asserts.

${hypotheses.map((one) => `- ${one} ${hypothesisTitles[one]}`).join('\n')}

## Corrected rules by source

Rules with many sources are one rule: the same logic looks at all of them. Those of them with one memory for the case (\`new-address\`, \`new-hosted-address\`, \`new-country\`) know in one source what another saw.

| source | ${hypotheses.join(' | ')} |
| --- | ${hypotheses.map(() => '---').join(' | ')} |
${rows.join('\n')}

## What a source cannot carry

| source | hypotheses | why |
| --- | --- | --- |
${why.join('\n')}
`;
  await expect(page).toMatchFileSnapshot(join(root, 'docs', 'hypotheses.md'));
});
