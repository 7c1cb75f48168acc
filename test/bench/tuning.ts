// Live tuning beside one full hunt of the same rule: node tuning.ts CASE CACHE [--out RESULTS-tuning.md] [--rules 2]. Seconds are those of the processor: on a machine that does other things as well, a clock says little.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeCase, openCaseToRead } from '../../src-main/case/index.ts';
import { fromShared, share, type Columns } from '../../src-main/columns/index.ts';
import { emptyContext } from '../../src-main/contract/index.ts';
import { huntRules, loadRules, pickRules, ruleKey, tunerOf, type Rule, type Tuner, type Values } from '../../src-main/hunt/index.ts';
import { snapshotReader } from '../../src-main/pipeline/columns-file.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';

/** The bars of the design, in seconds over 10 M events: a threshold, a window or filter, the first look at a rule, the curve of a threshold. */
const bars = { threshold: 0.1, window: 1, preview: 2.5 } as const;
/** A rule of each way of counting: a limit that is only a limit, and a value that cuts windows or baselines anew. */
const subjects: readonly { readonly rule: string; readonly threshold: string | null; readonly window: string | null }[] = [
  { rule: 'aws-key-in-two-places/corrected', threshold: 'networks', window: 'window' },
  { rule: 'aws-console-concurrent-sessions/published', threshold: 'addresses', window: 'window' },
  { rule: 'aws-console-concurrent-sessions/corrected', threshold: 'networks', window: 'window' },
  { rule: 'aws-rare-session-profile/corrected', threshold: 'sessions', window: null },
  { rule: 'aws-new-network-for-user/corrected', threshold: null, window: 'learning' },
];
const RUNS = 3;
const never = () => false;
const options = { context: emptyContext };
const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1]!;
function seconds<T>(run: () => T): [number, T] {
  const begun = process.cpuUsage();
  const made = run();
  const { user, system } = process.cpuUsage(begun);
  return [(user + system) / 1e6, made];
}
/** Values of a parameter that were not asked yet, near its default. */
function values(rule: Rule, name: string): readonly Values[] {
  const { default: normal, step, min, max } = rule.parameters[name]!;
  const by = step ?? 1;
  const near = Array.from({ length: 40 }, (_, i) => Number(normal) + (i % 2 === 0 ? 1 : -1) * by * ((i >> 1) + 1));
  return near.filter((one) => (min === null || one >= min) && (max === null || one <= max)).slice(0, RUNS).map((one) => ({ [name]: one }));
}

interface Row { readonly rule: string; readonly findings: number; readonly hunt: number; readonly preview: number; readonly threshold: number | null; readonly window: number | null; readonly curve: number | null; readonly points: number }

function measure(columns: Columns, rule: Rule, { threshold, window }: (typeof subjects)[number]): Row | null {
  // What one run kept must not help the other: the same memory, with nothing kept.
  const fresh = (): Columns => fromShared(share(columns), snapshotReader);
  const [hunt, [outcome]] = seconds(() => [...huntRules([rule], fresh())]);
  if (outcome!.why !== null) return null;
  const tuner: Tuner = tunerOf(fresh());
  const [preview, { before }] = seconds(() => tuner.tune(rule, {}, {}, options));
  const moves = (name: string | null): number | null => (name === null || values(rule, name).length === 0 ? null : middle(values(rule, name).map((draft) => seconds(() => tuner.tune(rule, {}, draft, options))[0])));
  const moved = moves(threshold);
  const [curve, drawn] = threshold === null ? [null, null] : seconds(() => tuner.curve(rule, { saved: {}, draft: {}, parameter: threshold }, options, never));
  return { rule: ruleKey(rule), findings: before.findings, hunt, preview, threshold: moved, curve, points: drawn?.points.length ?? 0, window: moves(window) };
}

const { values: { out, rules }, positionals: [path, cache] } = parseArgs({ options: { out: { type: 'string' }, rules: { type: 'string', default: '9' } }, allowPositionals: true });
const shipped = loadRules(join(import.meta.dirname, '..', '..', 'resources', 'rules')).rules;
const file = openCaseToRead(path!, cache!);
const columns = loadColumns(file, cache!);
closeCase(file);
const rows = subjects.slice(0, Number(rules)).flatMap((subject) => {
  const row = measure(columns, pickRules(shipped, [subject.rule])[0]!, subject);
  console.error(JSON.stringify(row));
  return row === null ? [] : [row];
});
const cell = (part: number | null, whole: number, bar: number | null): string => (part === null ? '' : `${part.toFixed(3)} s (${(part / whole).toFixed(3)})${bar !== null && columns.count >= 10_000_000 && part > bar ? ' not reached' : ''}`);
const text = `# Live tuning over ${columns.count.toLocaleString('en')} events

Seconds of the processor (all threads, collecting garbage too) in one run, and in brackets the share of one full hunt of the rule with its findings made. The bars are those of 10 M events: threshold ${bars.threshold} s, window ${bars.window} s, first look ${bars.preview} s.
\`node test/bench/tuning.ts CASE CACHE --out FILE.md\`

| rule | findings | one hunt | first look | a threshold | its curve | a window |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map((one) => `| ${one.rule} | ${one.findings.toLocaleString('en')} | ${one.hunt.toFixed(2)} s | ${cell(one.preview, one.hunt, bars.preview)} | ${cell(one.threshold, one.hunt, bars.threshold)} | ${one.curve === null ? '' : `${cell(one.curve, one.hunt, null)}, ${one.points} points`} | ${cell(one.window, one.hunt, bars.window)} |`).join('\n')}
`;
if (out !== undefined) writeFileSync(out, text);
console.log(text);
