import type { ReportPart } from '../../contract/index.ts';
import type { Block, Chapter } from '../blocks.ts';
import type { ReportModel } from '../model.ts';
import { type Times, timesIn } from '../times.ts';
import { checkBlocks } from './check.ts';
import { evidenceBlocks } from './evidence.ts';
import { expectedBlocks, saysExpected } from './expected.ts';
import { findingsBlocks } from './findings.ts';
import { limitBlocks } from './limits.ts';
import { logBlocks } from './log.ts';
import { recordBlocks } from './records.ts';
import { rulesBlocks } from './rules.ts';
import { summaryBlocks } from './summary.ts';
import { tablesBlocks } from './tables.ts';
import { timelineBlocks } from './timeline.ts';
import { usersBlocks } from './users.ts';

interface Making {
  readonly title: string;
  readonly blocks: (model: ReportModel, times: Times) => Iterable<Block>;
  readonly count: (model: ReportModel) => number;
  readonly newPage?: boolean;
  /** Left out where there is nothing to say; what is not there is said in the summary. */
  readonly whenEmpty?: 'leave-out';
}

const makings: Readonly<Record<ReportPart, Making>> = {
  summary: { title: 'What was observed', blocks: summaryBlocks, count: (m) => m.findings.length, newPage: true },
  findings: { title: 'Findings', blocks: findingsBlocks, count: (m) => m.findings.length, newPage: true, whenEmpty: 'leave-out' },
  users: { title: 'Users', blocks: usersBlocks, count: (m) => m.users.length, newPage: true, whenEmpty: 'leave-out' },
  timeline: { title: 'Timeline', blocks: timelineBlocks, count: (m) => m.timeline.length, whenEmpty: 'leave-out' },
  rules: { title: 'Rules and parameters', blocks: rulesBlocks, count: (m) => m.rules.length },
  evidence: { title: 'Evidence', blocks: evidenceBlocks, count: (m) => m.evidence.totals.exhibits },
  tables: { title: 'Tables and attributions', blocks: tablesBlocks, count: (m) => m.tables.length },
  log: { title: 'Case log', blocks: logBlocks, count: (m) => m.audit.seq },
  check: { title: 'How to check this report', blocks: checkBlocks, count: (m) => m.selfTest?.checks.length ?? 0 },
  records: { title: 'Annex: cited records', blocks: recordBlocks, count: (m) => m.recordCount, newPage: true, whenEmpty: 'leave-out' },
};

/** The chapters of a report in the order in which they were chosen. What is no alarm because somebody said so, and what it cannot say, stand in every report, before the annex or at its end. */
export function chaptersOf(model: ReportModel): readonly Chapter[] {
  const times = timesIn(model.zone);
  const wanted = model.parts.filter((part) => makings[part].whenEmpty === undefined || makings[part].count(model) > 0);
  const at = wanted.indexOf('records');
  const before = at === -1 ? wanted.length : at;
  const expected: readonly Chapter[] = saysExpected(model)
    ? [{ id: 'expected', title: 'Expected and benign', count: model.expected.exceptions.length, newPage: false, blocks: () => expectedBlocks(model, times) }]
    : [];
  const limits: Chapter = { id: 'limits', title: 'Limitations', count: model.limitations.length, newPage: false, blocks: () => limitBlocks(model) };
  const chapters = wanted.map((part): Chapter => {
    const { title, count, newPage = false, blocks } = makings[part];
    return { id: part, title, count: count(model), newPage, blocks: () => blocks(model, times) };
  });
  return [...chapters.slice(0, before), ...expected, limits, ...chapters.slice(before)].map((chapter, i) => ({ ...chapter, title: chapter.id === 'records' ? chapter.title : `${i + 1} ${chapter.title}` }));
}
