import { personsIn, type ReadCase } from '../case/index.ts';
import type { Columns, ColumnsKey } from '../columns/index.ts';
import type { Steps } from '../kit/steps.ts';
import { keyOf, loadingColumns } from '../pipeline/load-columns.ts';
import { prepare, prepareFindings } from '../questions/index.ts';
import { buildHelp } from './build-help.ts';
import { inSlices } from './slices.ts';

/** The columns of the open case, as they are now. */
export interface ColumnsAtHand {
  /** At once; what is left to load is loaded now. Throws Fault call/no-case. */
  get(): Columns;
  /** The same, while other questions are answered. */
  ready(): Promise<Columns>;
  /** Those that are here anyway and of the state that the case has; null where it would take time. */
  held(): Columns | null;
  /** Loads them, and makes what the first visit of each screen would wait for, while nobody asks. To be called again when the case changed. */
  warmUp(): void;
  forget(): void;
}

interface Loading {
  readonly key: ColumnsKey;
  readonly steps: Steps<Columns>;
  columns: Columns | null;
}

const same = (a: ColumnsKey, b: ColumnsKey): boolean => a.caseId === b.caseId && a.state === b.state;

/** Of the state that the case has, and no part of their snapshot turned out damaged, here or on a thread. */
const usable = (columns: Columns, key: ColumnsKey): boolean => same(columns.key, key) && !columns.sections.damaged();

/** The columns with the persons of the case, as analysts told them: the same ones while nobody said anything else. */
function withPersonsOf(file: ReadCase, columns: Columns): Columns {
  const { groups } = personsIn(file);
  return JSON.stringify(groups) === JSON.stringify(columns.persons) ? columns : columns.withPersons(groups);
}

/** @param now the open case and the folder of snapshots; throws where no case is open */
export function columnsAtHand(now: () => { readonly file: ReadCase; readonly cache: string }): ColumnsAtHand {
  let held: Columns | null = null;
  let loading: Loading | null = null;
  let warming = false;

  const drop = (): void => {
    loading?.steps.return(undefined as never);
    loading = null;
    held = null;
  };
  /** Columns of the state that the case has, else what loads them. Those of an earlier state, or that miss a part, are let go of. */
  const current = (): Columns | Loading => {
    const { file, cache } = now();
    const key = keyOf(file);
    if (held !== null && usable(held, key)) return (held = withPersonsOf(file, held));
    if (loading !== null && same(loading.key, key)) return loading;
    drop();
    return (loading = { key, steps: loadingColumns(file, cache, buildHelp), columns: null });
  };
  /** One step; gives the columns where it was the last. */
  const advance = (one: Loading): Columns | null => {
    if (one.columns !== null || one !== loading) return one.columns;
    try {
      const step = one.steps.next();
      if (step.done !== true) return null;
      loading = null;
      return (held = one.columns = withPersonsOf(now().file, step.value));
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  const loaded = (one: Loading): boolean => one.columns !== null || one !== loading;
  function* through(one: Loading): Steps<void> {
    while (!loaded(one)) {
      advance(one);
      yield;
    }
  }

  async function ready(): Promise<Columns> {
    for (;;) {
      const one = current();
      if (!('steps' in one)) return one;
      await inSlices(through(one));
      // Those of the moment when they were asked for will do: while evidence is imported there is always a later one.
      if (one.columns !== null) return one.columns;
    }
  }

  async function warm(): Promise<void> {
    for (;;) {
      await inSlices(prepareFindings(now().file));
      const columns = await ready();
      await inSlices(prepare(now().file, columns), () => held !== columns);
      if (held === columns) return;
    }
  }

  return {
    get() {
      for (;;) {
        const one = current();
        if (!('steps' in one)) return one;
        while (!loaded(one)) advance(one);
        if (one.columns !== null) return one.columns;
      }
    },
    ready,
    held() {
      return held !== null && usable(held, keyOf(now().file)) ? (held = withPersonsOf(now().file, held)) : null;
    },
    warmUp() {
      current();
      if (warming) return;
      warming = true;
      // What fails here fails again for who asks for it, and is told then.
      void warm().catch(() => undefined).finally(() => (warming = false));
    },
    forget: drop,
  };
}
