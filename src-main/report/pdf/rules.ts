import type { ReportModel, ReportRule, RuleOutcome } from '../model.ts';
import { counted, cut, moment } from '../words.ts';
import type { Flow } from './flow.ts';
import { styles } from './sheet.ts';
import { table } from './table.ts';

const groups: readonly (readonly [RuleOutcome, string])[] = [
  ['findings', 'Ran, gave findings'],
  ['nothing', 'Ran, gave nothing'],
  ['could-not-run', 'Could not run'],
  ['not-run', 'Not run'],
];

/** Which rules looked and which could not, with parameters, hashes and sources: zero findings mean nothing without it. */
export function drawRules(flow: Flow, model: ReportModel): void {
  flow.skip(14);
  flow.section(`${model.findings.length === 0 ? 3 : 4} Rules and parameters`);
  for (const [outcome, title] of groups) {
    const rules = model.rules.filter((rule) => rule.outcome === outcome);
    if (rules.length > 0) drawGroup(flow, title, rules);
  }
  flow.heading('Changes of parameters');
  if (model.parameterChanges.length === 0) flow.paragraph('None: every rule ran with the parameters it came with.');
  else drawChanges(flow, model);
}

function drawGroup(flow: Flow, title: string, rules: readonly ReportRule[]): void {
  flow.heading(`${title}, ${counted(rules.length)}`);
  const row = table(flow, [
    { label: 'Rule', width: 88, style: styles.evidence },
    { label: 'Name, source and licence, SHA-256 of the rule' },
    { label: 'Parameters', width: 102 },
    { label: 'Findings', width: 40, align: 'right', style: styles.number },
    { label: 'Rows', width: 36, align: 'right', style: styles.number },
  ]);
  for (const rule of rules) {
    const parameters = rule.parameters.map((p) => `${p.name} ${p.value}${p.value === p.default ? '' : ` (default ${p.default})`}`).join(', ');
    const below = [
      ...(rule.reason === null ? [] : [{ text: `Why: ${cut(rule.reason, 600)}`, style: styles.cellStrong }]),
      { text: cut([rule.source, rule.licence].filter((part) => part !== '').join(', '), 400), style: styles.cellMuted },
      { text: rule.hash, style: styles.smallHash },
    ];
    const dropped = rule.dropped > 0 ? [{ text: `${counted(rule.dropped)} rows left out by the rule`, style: styles.cellMuted }] : [];
    row([`${rule.id} ${rule.variant} v${rule.version}`, { text: cut(rule.title, 200), below }, { text: cut(parameters, 400), below: dropped }, counted(rule.findings), counted(rule.rows)]);
  }
}

function drawChanges(flow: Flow, model: ReportModel): void {
  const row = table(flow, [
    { label: model.zone, width: 104, style: styles.number }, { label: 'Who', width: 74 }, { label: 'Rule', width: 70, style: styles.evidence }, { label: 'Parameter', width: 74 },
    { label: 'Before', width: 46 }, { label: 'After', width: 46 }, { label: 'Why' },
  ]);
  for (const c of model.parameterChanges) row([moment(c.at), c.analyst, c.rule, c.name, c.before, c.after, cut(c.reason, 600)]);
}
