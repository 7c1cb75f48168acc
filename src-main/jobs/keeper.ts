import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault, type Acquisition, type Analyst, type AuditRow, type DecisionStep, type DecisionSteps, type ImportOptions, type ImportScope, type ExceptionDraft, type NamedKind, type NamedSet, type PeriodDraft, type ReportDraft, type Trait, type Verdict } from '../contract/index.ts';
import {
  addException, addPeriod, closeCase, createCase, decide, decisionSteps, evidenceCard, noteExport, noteReport, openCaseToWrite, promoteRow, redoDecision, remark, removeSet, reportFinding, reviewFinding, saveSet, sayAlias, sayLabel, sayTrait,
  setAcquisition, setFilter, setRuleParameter, stateOf, tagFinding, takeBack, undoDecision, type AliasSaid, type AppVersions, type CaseSession, type ExportNote, type ReportNote, type RuleParameter, type SetDraft, type TraceResult, type WriteCase,
} from '../case/index.ts';
import { enrichCase } from '../pipeline/enrich-case.ts';
import type { EnrichAnswer } from '../pipeline/enrich.ts';
import type { GeoPlaces } from '../pipeline/geo-tables.ts';
import { importEvidence } from '../pipeline/import.ts';
import { traceLineage } from '../pipeline/lineage.ts';
import type { ImportResult } from '../pipeline/import-result.ts';
import type { MappingText } from '../pipeline/mapping-own.ts';
import { remapEvidence, widenEvidence } from '../pipeline/widen.ts';
import { storeHunt, type HuntChanges, type HuntOutcome } from '../pipeline/store-hunt.ts';
import { parserPool } from './parser-pool.ts';
import type { Context } from './serve.ts';
import { inThread } from './thread.ts';

/** Who works, with what: a `CaseSession` without its functions, as it crosses a process. */
export interface SessionFacts {
  readonly id: string;
  readonly analyst: Analyst;
  readonly versions: AppVersions;
  readonly host: string;
  readonly recordsFolder: string;
}

export interface ImportQuestion {
  readonly paths: readonly string[];
  readonly acquisition: Partial<Acquisition>;
  readonly inbox: string | null;
  readonly options?: ImportOptions;
  readonly own?: readonly MappingText[];
}

/** The questions that the sole writer of a case answers. */
export type KeeperHandlers = ReturnType<typeof keeperHandlers>['handlers'];

const MOST_UNPACKED = 20 * 1024 ** 3;

/** Bytes that one evidence file may unpack to: what the disk of the case has room for, three times over, and never more than 20 GiB. */
function roomFor(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path));
  return Math.min(MOST_UNPACKED, Math.floor((bavail * bsize) / 3));
}

export function keeperHandlers(clock: Pick<CaseSession, 'now' | 'monotonic' | 'newId'>) {
  let open: WriteCase | null = null;
  const file = (): WriteCase => {
    if (!open) throw new Fault('call/no-case');
    return open;
  };
  const sessionOf = (facts: SessionFacts): CaseSession => ({ ...facts, ...clock, pid: process.pid });

  const handlers = {
    create: ({ path, title, number, session }: { path: string; title: string; number: string; session: SessionFacts }): null => {
      open = createCase(path, { title, number, caseId: clock.newId() }, sessionOf(session));
      return null;
    },
    open: ({ path, session }: { path: string; session: SessionFacts }): null => {
      open = openCaseToWrite(path, sessionOf(session));
      return null;
    },
    /** Leaves one plain file behind; readers must have closed it before. */
    close: (_: object): { atRest: boolean } => {
      if (!open) return { atRest: true };
      const closing = open;
      open = null;
      return closeCase(closing);
    },
    import: async (question: ImportQuestion, { stop, progress }: Context): Promise<ImportResult> => {
      const pool = parserPool(stop, { totalBytes: roomFor(file().path) });
      try {
        return await importEvidence(file(), {
          ...question,
          read: pool.read,
          stop,
          progress: (step, done, total, ledger) => progress({ step, done, total, unit: 'bytes', ledger }),
        });
      } finally {
        await pool.close();
      }
    },
    widen: (question: { evidence: readonly number[] | null; scope: ImportScope | null }, { stop, progress }: Context): Promise<ImportResult> =>
      widenEvidence(file(), { ...question, stop, progress: (step, done, total, ledger) => progress({ step, done, total, unit: 'bytes', ledger }) }),
    remap: ({ evidence, own }: { evidence: number; own: readonly MappingText[] }, { stop, progress }: Context): Promise<ImportResult> =>
      remapEvidence(file(), { evidence, own, stop, progress: (step, done, total, ledger) => progress({ step, done, total, unit: 'bytes', ledger }) }),
    enrich: (places: GeoPlaces, { progress }: Context): Promise<{ ips: number; agents: number }> => {
      progress({ step: 'enrich', done: 0, total: 1, unit: 'steps' });
      return enrichCase(file(), places, (question) => inThread<EnrichAnswer>('enrich.thread', question));
    },
    trace: (_: object, { progress }: Context): TraceResult => {
      progress({ step: 'trace', done: 0, total: 1, unit: 'steps' });
      return traceLineage(file());
    },
    storeHunt: (outcome: HuntOutcome): HuntChanges => storeHunt(file(), outcome),
    acquisition: ({ evidence, fields }: { evidence: number; fields: Partial<Acquisition> }): null => {
      if (!evidenceCard(file(), evidence)) throw new Fault('call/bad-input', { name: 'evidence', at: 'evidence', problem: 'no such exhibit' });
      setAcquisition(file(), evidence, fields);
      return null;
    },
    verdict: ({ finding, verdict, reason }: { finding: string; verdict: Verdict; reason: string }): number =>
      decide(file(), { targetKind: 'finding', target: finding, kind: 'verdict', value: verdict, reason }),
    note: ({ finding, note }: { finding: string; note: string }): number => decide(file(), { targetKind: 'finding', target: finding, kind: 'note', value: note }),
    tag: ({ finding, tag, on }: { finding: string; tag: string; on: boolean }): null => (tagFinding(file(), finding, tag, on), null),
    review: ({ finding, ...review }: { finding: string; reviewer: string; agrees: boolean; reason: string }): null => (reviewFinding(file(), finding, review), null),
    inReport: ({ finding, included }: { finding: string; included: boolean }): null => (reportFinding(file(), finding, included), null),
    alias: (said: AliasSaid): number | null => sayAlias(file(), said),
    trait: ({ user, trait, reason }: { user: string; trait: Trait | null; reason: string }): number | null => sayTrait(file(), user, trait, reason),
    label: ({ kind, id, name, reason }: { kind: NamedKind; id: string; name: string; reason: string }): number | null => sayLabel(file(), kind, id, name, reason),
    steps: (_: object): DecisionSteps => decisionSteps(file()),
    undo: ({ seq }: { seq: number | undefined }): DecisionStep => undoDecision(file(), seq),
    redo: (_: object): DecisionStep => redoDecision(file()),
    addException: ({ draft, reason }: { draft: ExceptionDraft; reason: string }): number => addException(file(), draft, reason),
    addPeriod: ({ draft, reason }: { draft: PeriodDraft; reason: string }): number => addPeriod(file(), draft, reason),
    setFilter: ({ rule, text, reason }: { rule: string; text: string; reason: string }): number => setFilter(file(), rule, text, reason),
    takeBack: ({ kind, seq }: { kind: 'allow' | 'period'; seq: number }): DecisionStep => takeBack(file(), kind, seq),
    parameter: (change: RuleParameter): null => (setRuleParameter(file(), change), null),
    saveSet: (draft: SetDraft): NamedSet => saveSet(file(), draft),
    removeSet: ({ name, reason }: { name: string; reason: string }): NamedSet => removeSet(file(), name, reason),
    remark: ({ text, view }: { text: string; view: string }): AuditRow => remark(file(), text, view),
    promote: ({ row, reason }: { row: string; reason: string }): string => promoteRow(file(), row, reason),
    saveDraft: ({ draft }: { draft: ReportDraft }): number => decide(file(), { targetKind: 'case', target: file().id, kind: 'draft', value: JSON.stringify(draft) }),
    logReport: (note: ReportNote): null => (noteReport(file(), note), null),
    logExport: (note: ExportNote): null => (noteExport(file(), note), null),
  };
  return { handlers, state: () => (open ? stateOf(open) : 0) };
}
