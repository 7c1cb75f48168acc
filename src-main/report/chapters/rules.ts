import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { OtherFinding, ReportModel, ReportRule, RuleOutcome } from '../model.ts';
import type { Times } from '../times.ts';
import { brief, counted, cut, findingNumber, leftOut, severityWords, verdictWords } from '../words.ts';

const groups: readonly (readonly [RuleOutcome, string])[] = [['findings', 'Ran, gave findings'], ['nothing', 'Ran, gave nothing'], ['could-not-run', 'Could not run'], ['not-run', 'Not run']];
/** Rows of what is only listed; the JSON has them all. */
const othersShown = { judged: 300, open: 60 } as const;

/** Which rules looked and which could not, with parameters, hashes and sources: zero findings mean nothing without it. */
export function* rulesBlocks(model: ReportModel, times: Times): Generator<Block> {
  for (const [outcome, title] of groups) {
    const rules = model.rules.filter((rule) => rule.outcome === outcome);
    if (rules.length > 0) yield* groupBlocks(title, rules);
  }
  yield heading('Changes of parameters');
  if (model.parameterChanges.length === 0) yield paragraph('None: every rule ran with the parameters it came with.');
  else yield changesBlock(model, times);
  yield* asideBlocks(model, times);
}

function* groupBlocks(title: string, rules: readonly ReportRule[]): Generator<Block> {
  yield heading(`${title}, ${counted(rules.length)}`);
  yield {
    kind: 'table', rows: rules.map(ruleRow),
    columns: [
      { label: 'Rule', width: 88, tone: 'evidence' }, { label: 'Name, source and licence, SHA-256 of the rule' }, { label: 'Parameters', width: 102 },
      { label: 'Findings', width: 40, right: true, tone: 'number' }, { label: 'Rows', width: 36, right: true, tone: 'number' },
    ],
  };
}

function ruleRow(rule: ReportRule): Row {
  const parameters = rule.parameters.map((p) => `${p.name} ${p.value}${p.value === p.default ? '' : ` (default ${p.default})`}`).join(', ');
  return row(
    `${rule.id} ${rule.variant} v${rule.version}`,
    {
      text: cut(rule.title, 200),
      below: [
        ...(rule.reason === null ? [] : [{ text: `Why: ${cut(rule.reason, 600)}`, tone: 'cellStrong' as const }]),
        { text: cut([rule.source, rule.licence].filter((part) => part !== '').join(', '), 400), tone: 'cellMuted' },
        { text: rule.hash, tone: 'smallHash' },
      ],
    },
    { text: cut(parameters, 400), below: rule.dropped > 0 ? [{ text: `${counted(rule.dropped)} rows left out by the rule`, tone: 'cellMuted' }] : [] },
    counted(rule.findings), counted(rule.rows),
  );
}

function changesBlock(model: ReportModel, times: Times): Block {
  return {
    kind: 'table',
    columns: [{ label: times.name, width: 104, tone: 'number' }, { label: 'Who', width: 74 }, { label: 'Rule', width: 70, tone: 'evidence' }, { label: 'Parameter', width: 74 }, { label: 'Before', width: 46 }, { label: 'After', width: 46 }, { label: 'Why' }],
    rows: model.parameterChanges.map((c): Row => row(times.moment(c.at), c.analyst, c.rule, c.name, c.before, c.after, cut(c.reason, 600))),
  };
}

/** Findings that hold, that nobody judged and that are not told one by one. */
function* asideBlocks({ others }: ReportModel, times: Times): Generator<Block> {
  const open = others.filter((one) => one.verdict === 'open');
  if (open.length === 0) return;
  yield heading('Findings that are not told one by one');
  yield paragraph('They hold, nobody has judged them, and they were not chosen for this report. Rules in their published form repeat, more loosely, what their corrected form finds.');
  yield* listBlocks(open, times, 'open');
}

/** Findings that were put aside, each with who said so and why. */
export const judgedTable = (findings: readonly OtherFinding[], times: Times): Generator<Block> => listBlocks(findings, times, 'judged');

function* listBlocks(findings: readonly OtherFinding[], times: Times, of: 'judged' | 'open'): Generator<Block> {
  const reasons = of === 'judged';
  const most = othersShown[of];
  yield {
    kind: 'table',
    columns: [
      { label: 'No', width: 26, tone: 'number' }, { label: 'Severity', width: 58 }, { label: reasons ? 'Finding, verdict and why' : 'Finding' }, { label: 'User', width: 84, tone: 'evidence' },
      { label: `Start, ${times.name}`, width: 86, tone: 'number' }, { label: 'Events', width: 42, right: true, tone: 'number' },
    ],
    rows: findings.slice(0, most).map((one): Row => row(
      findingNumber(one.number), { text: severityWords[one.severity], tone: { severity: one.severity }, mark: { kind: 'gauge', severity: one.severity } },
      {
        text: `${brief(one.title, 140)}${one.variant === 'published' ? ' (rule as published)' : ''}`,
        below: one.decision === null || !reasons ? [] : [{ text: `${verdictWords[one.verdict]}, ${one.decision.analyst}, ${times.exact(one.decision.at)}: ${cut(one.decision.reason, 600)}`, tone: 'cellMuted' }],
      },
      brief(one.actor ?? 'none', 60), times.short(one.start).slice(0, 15), counted(one.eventCount),
    )),
  };
  if (findings.length > most) yield paragraph(`${leftOut(findings.length - most, 'finding')}; the report as JSON or CSV and the case file have them all.`, 'caption');
}
