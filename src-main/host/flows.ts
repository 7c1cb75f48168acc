import { Fault, type Acquisition, type FaultShape, type CitedFinding, type GeoTable, type ImportForecast, type ImportOptions, type ImportScope, type JobCard, type SelfTest, type ReportFormat, type VerifyResult } from '../contract/index.ts';
import type { Exported, ExportOrder } from '../pipeline/export-events.ts';
import type { ImportResult } from '../pipeline/import-result.ts';
import { keepSelfTest, lastSelfTest } from '../pipeline/self-test-kept.ts';
import type { MappingText } from '../pipeline/mapping-own.ts';
import type { Written } from '../pipeline/report/order.ts';
import type { CaseDesk, Keeper } from './case-desk.ts';
import { mappingsBeside } from './own-mappings.ts';
import type { Folders } from './paths.ts';
import type { JobRun } from './job-board.ts';
import type { Settings } from './settings.ts';

/** Evidence to import: paths on this host, and the names to store where the paths are only an inbox. */
export interface ImportOrder {
  readonly paths: readonly string[];
  readonly acquisition: Partial<Acquisition>;
  /** Folder whose files are named by their path inside it; null where files are named as they lie. */
  readonly inbox: string | null;
  readonly options?: ImportOptions;
  /** Mappings beside those that lie beside the case. */
  readonly mappings?: readonly MappingText[];
}
/** Which rules to run (`id` or `id/variant`; none = all), and parameters as `rule.parameter`. */
export interface HuntOrder {
  readonly rules: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}
export interface HuntSummary {
  readonly rules: number;
  readonly findings: number;
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: number;
  readonly couldNotRun: number;
}

/** What an import brought, and why networks and places were not added, where they were not. */
export interface Imported extends ImportResult {
  readonly notEnriched: FaultShape | null;
}

/** The main job in steps, each one a job that can be shown and stopped. The app's calls and the CLI's verbs run the same ones. */
export interface Flows {
  /** Reads, stores, adds networks and agents, and traces what credentials came from. Tables that are missing or damaged keep nothing from being stored; the result says so. */
  import(order: ImportOrder, run: JobRun): Promise<Imported>;
  /** What that import would bring; needs no open case. `near` is where the case would lie, where it is not the open one. */
  forecast(order: Required<Omit<ImportOrder, 'acquisition' | 'mappings'>> & Pick<ImportOrder, 'mappings'> & { readonly near?: string }): Promise<ImportForecast>;
  /** Takes in what lay outside the scope of evidence, like an import. */
  widen(order: { readonly evidence: readonly number[] | null; readonly scope: ImportScope | null }, run: JobRun): Promise<Imported>;
  /** Reads an exhibit again, of which records are unknown, with the mappings that lie beside the case. */
  remap(evidence: number, run: JobRun): Promise<Imported>;
  /** Adds what the tables in use say of every address and client that they have not answered yet. */
  enrich(run: JobRun): Promise<{ readonly ips: number; readonly agents: number }>;
  hunt(order: HuntOrder, run: JobRun): Promise<HuntSummary>;
  /** Writes a report and notes it in the case log. Bytes and hash are those of its first file. */
  report(order: { readonly out: string; readonly format: ReportFormat }, run: JobRun): Promise<{ path: string; format: ReportFormat } & Written>;
  /** Writes events to a file and notes it in the case log. */
  export(order: ExportOrder, run: JobRun): Promise<{ path: string } & Exported>;
  verify(run: JobRun): Promise<VerifyResult>;
  /** All that hold, some at a time. */
  findings(): AsyncGenerator<CitedFinding>;
  geoTables(): Promise<readonly GeoTable[]>;
  /** Checks this machine and keeps the result with the settings. */
  selfTest(): Promise<SelfTest>;
}

export function flows(desk: CaseDesk, folders: Folders, settings: Settings, version: string, now: () => number): Flows {
  const geo = () => ({ resources: folders.resources, own: settings.get().geo });

  const enrich = (keeper: Keeper, run: JobRun) => keeper.ask('enrich', geo(), { onProgress: run.progress, signal: run.signal });
  /** The fault of the tables, where it is theirs. */
  const enrichIfAble = (keeper: Keeper, run: JobRun): Promise<FaultShape | null> =>
    enrich(keeper, run).then(() => null, (error: unknown) => {
      if (error instanceof Fault && error.code.startsWith('geo/')) return error.toShape();
      throw error;
    });

  const trace = (keeper: Keeper, run: JobRun) => keeper.ask('trace', {}, { onProgress: run.progress });
  /** What events that came in need before screens show them. Traced last, since networks tell whether a key moved, and even where it was stopped: what is in is what screens show. */
  const finished = async (keeper: Keeper, result: ImportResult, run: JobRun): Promise<Imported> => {
    try {
      return { ...result, notEnriched: result.stopped ? null : await enrichIfAble(keeper, run) };
    } finally {
      await trace(keeper, run);
    }
  };

  return {
    async import(order, run) {
      const keeper = desk.keeper();
      const { mappings, ...rest } = order;
      return finished(keeper, await keeper.ask('import', { ...rest, own: ownBeside(desk.path(), mappings) }, { onProgress: run.progress, signal: run.signal }), run);
    },
    forecast: ({ mappings, ...order }) => {
      const near = order.near ?? (desk.isOpen() ? desk.path() : folders.cases);
      return desk.clerk().ask('forecast', { ...order, near, own: ownBeside(near, mappings) });
    },
    async widen(order, run) {
      const keeper = desk.keeper();
      const result = await keeper.ask('widen', order, { onProgress: run.progress, signal: run.signal });
      return result.files.length === 0 ? { ...result, notEnriched: null } : finished(keeper, result, run);
    },
    async remap(evidence, run) {
      const keeper = desk.keeper();
      return finished(keeper, await keeper.ask('remap', { evidence, own: ownBeside(desk.path()) }, { onProgress: run.progress, signal: run.signal }), run);
    },
    async enrich(run) {
      const keeper = desk.keeper();
      const added = await enrich(keeper, run);
      await trace(keeper, run);
      return added;
    },
    async hunt(order, run) {
      const keeper = desk.keeper();
      const outcome = await desk.reader().ask('hunt', { ...order, resources: folders.resources }, { onProgress: run.progress, signal: run.signal });
      return keeper.ask('storeHunt', outcome);
    },
    async report({ out, format }, run) {
      const order = { out, format, version, analyst: desk.analyst(), generatedAt: now(), selfTest: lastSelfTest(folders.config) };
      const written = await desk.withReader((reader) => reader.ask('report', order, { onProgress: run.progress, signal: run.signal }));
      await desk.keeper().ask('logReport', { path: out, format, ...written });
      return { path: out, format, ...written };
    },
    async export(order, run) {
      const written = await desk.withReader((reader) => reader.ask('export', order, { onProgress: run.progress, signal: run.signal }));
      const { out, format, ...question } = order;
      await desk.keeper().ask('logExport', { path: out, format, sha256: written.sha256, rows: written.rows, question: JSON.stringify(question) });
      return { path: out, ...written };
    },
    verify: (run) => desk.withReader((reader) => reader.ask('verify', {}, { onProgress: run.progress, signal: run.signal })),
    async *findings() {
      for (let after = 0; ; after += FINDINGS_AT_ONCE) {
        const part = await desk.reader().ask('findings', { after, limit: FINDINGS_AT_ONCE });
        yield* part;
        if (part.length < FINDINGS_AT_ONCE) return;
      }
    },
    geoTables: () => desk.clerk().ask('geoTables', geo()),
    async selfTest() {
      const { resources, config, cache, cases } = folders;
      const result = await desk.clerk().ask('selfTest', { resources, ownTables: settings.get().geo, folders: { config, cache, cases }, version });
      keepSelfTest(config, result);
      return result;
    },
  };
}

/** What was named, and what lies beside the case under other ids. */
function ownBeside(casePath: string, named: readonly MappingText[] = []): readonly MappingText[] {
  const ids = new Set(named.map(({ mapping }) => mapping.id));
  return [...named, ...mappingsBeside(casePath).usable.filter(({ mapping }) => !ids.has(mapping.id))];
}

/** Findings that cross from the reader in one message: one with many values may be a megabyte. */
const FINDINGS_AT_ONCE = 100;

/** Figures of an import as a job result, and the first file that has a fault: one that could not even be found leaves no exhibit that would show it. */
export function importFigures(result: Imported): JobCard['result'] {
  const faulty = result.files.filter((file) => file.fault !== null);
  const first = faulty[0]?.fault ? { faultPath: faulty[0].path, faultCode: faulty[0].fault.code } : {};
  const missing = result.notEnriched === null ? {} : { notEnriched: result.notEnriched.code };
  return { ...result.totals, files: result.files.length, faults: faulty.length, sameBytes: result.files.filter((file) => file.sameAs !== null).length, ...first, ...missing };
}
