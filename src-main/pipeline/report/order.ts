import type { Analyst, ReportFormat, SelfTest } from '../../contract/index.ts';

export type { Written } from '../../report/index.ts';

/** Who wants which report. `generatedAt` is UTC ms. */
export interface ReportOrder {
  readonly version: string;
  readonly analyst: Analyst;
  readonly generatedAt: number;
  /** The last one of this machine. */
  readonly selfTest: SelfTest | null;
}
export interface WriteOrder extends ReportOrder {
  readonly out: string;
  readonly format: ReportFormat;
}
export interface ReportRun {
  readonly stop: () => boolean;
  readonly progress: (step: string, done: number, total: number) => void;
}
