import { existsSync } from 'node:fs';
import { Fault, type Analyst } from '../contract/index.ts';
import { childOver, type Child, type Port } from '../jobs/child.ts';
import type { KeeperHandlers, SessionFacts } from '../jobs/keeper.ts';
import type { ReaderHandlers } from '../jobs/reader.ts';

export type Spawn = (entry: 'keeper.entry' | 'reader.entry') => Port;
export type Keeper = Child<KeeperHandlers>;
export type Reader = Child<ReaderHandlers>;

export interface NewCase {
  readonly title: string;
  readonly number: string;
}

/** The one case that this host has open, and the processes that hold it. */
export interface CaseDesk {
  /** Path of the open case; throws call/no-case where there is none. */
  path(): string;
  isOpen(): boolean;
  /** False where no case is open, or it was opened to read. */
  isWritable(): boolean;
  create(path: string, facts: NewCase, session: SessionFacts): Promise<void>;
  open(path: string, session: SessionFacts): Promise<void>;
  /** Opens a case to read only; there is no keeper then, and nothing can be written. */
  openToRead(path: string): Promise<void>;
  /** Who opened the case; throws case/read-only where it was opened to read. */
  analyst(): Analyst;
  keeper(): Keeper;
  reader(): Reader;
  /** A reader without a case, for what needs none: looking into case files, tables, versions. */
  clerk(): Reader;
  /** A reader of its own for long work; it ends with the work. */
  withReader<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Held {
  readonly path: string;
  readonly session: SessionFacts | null;
  keeper: Keeper | null;
  /** Settled when the keeper has the case open, or failed to. */
  opening: Promise<unknown>;
  reader: Reader;
}

/** So long a reader may take to close by itself (ms). One that is in the middle of a long answer is ended: it only reads. */
const READER_MS = 1500;

export function caseDesk(spawn: Spawn, cache: string): CaseDesk {
  let held: Held | null = null;
  let idle: Reader | null = null;

  const newKeeper = (): Keeper => childOver<KeeperHandlers>(spawn('keeper.entry'), 'keeper');
  const newReader = (after?: Promise<unknown>): Reader => childOver<ReaderHandlers>(after ? readyAfter(spawn('reader.entry'), after) : spawn('reader.entry'), 'reader');
  const current = (): Held => {
    if (!held) throw new Fault('call/no-case');
    return held;
  };

  /** Lets go of the case. The clerk holds none and stays: starting another takes longer than opening a case. */
  async function release(): Promise<void> {
    if (!held) return;
    const { keeper, reader } = held;
    held = null;
    // Readers go first: the keeper leaves one plain file behind, which it can only do alone.
    if (reader.alive) await within(READER_MS, reader.ask('close', {}));
    await reader.kill();
    try {
      if (keeper?.alive) await keeper.ask('close', {});
    } finally {
      await keeper?.kill();
    }
  }

  /** A case whose keeper crashed looks left behind, and no reader would open it: the next keeper has to have it first. */
  function keeperBack(): Promise<unknown> {
    const now = current();
    if (now.session) desk.keeper();
    return now.opening;
  }

  async function take(path: string, session: SessionFacts, start: (keeper: Keeper) => Promise<unknown>): Promise<void> {
    await release();
    const keeper = newKeeper();
    const reader = newReader();
    try {
      await start(keeper);
      await reader.ask('open', { path, cache });
      held = { path, session, keeper, opening: Promise.resolve(), reader };
    } catch (error) {
      // Without its keeper a case looks left behind to the reader: the cause is told, not that.
      const fault = keeper.alive ? error : new Fault('child/gone', { child: 'keeper', asked: 'open', reason: 'it ended while the case was being opened' }, true);
      await reader.kill();
      await keeper.kill();
      throw fault;
    }
  }

  const desk: CaseDesk = {
    path: () => current().path,
    isOpen: () => held !== null,
    isWritable: () => held?.session != null,
    create: (path, facts, session) => {
      if (existsSync(path)) return Promise.reject(new Fault('file/exists', { path }));
      return take(path, session, (keeper) => keeper.ask('create', { path, ...facts, session }));
    },
    open: (path, session) => take(path, session, (keeper) => keeper.ask('open', { path, session })),
    async openToRead(path) {
      await release();
      const reader = newReader();
      try {
        await reader.ask('open', { path, cache });
      } catch (error) {
        await reader.kill();
        throw error;
      }
      held = { path, session: null, keeper: null, opening: Promise.resolve(), reader };
    },
    analyst() {
      const { session, path } = current();
      if (!session) throw new Fault('case/read-only', { path });
      return session.analyst;
    },
    keeper() {
      const { keeper, session, path } = current();
      if (!keeper || !session) throw new Fault('case/read-only', { path });
      if (keeper.alive) return keeper;
      // A keeper that crashed lost nothing that was committed: the next question starts another.
      const again = newKeeper();
      const now = current();
      now.keeper = again;
      now.opening = again.ask('open', { path, session }).catch(() => again.kill());
      return again;
    },
    reader() {
      const now = current();
      if (now.reader.alive) return now.reader;
      now.reader = newReader(keeperBack());
      const again = now.reader;
      again.ask('open', { path: now.path, cache }).catch(() => void again.kill());
      return again;
    },
    clerk() {
      if (!idle?.alive) idle = newReader();
      return idle;
    },
    async withReader(work) {
      const { path } = current();
      const reader = newReader(keeperBack());
      try {
        await reader.ask('open', { path, cache });
        return await work(reader);
      } finally {
        // Gone before anybody closes the case: the keeper can make one file of it only alone.
        await reader.kill();
      }
    },
    async close() {
      await idle?.kill();
      idle = null;
      await release();
    },
  };
  return desk;
}

/** The port of a child that is asked nothing before something else is over. */
function readyAfter(port: Port, first: Promise<unknown>): Port {
  return {
    get pid() {
      return port.pid;
    },
    send: (message) => port.send(message),
    onMessage: (listener) => port.onMessage((message) => (message.kind === 'ready' ? void first.finally(() => listener(message)) : listener(message))),
    onExit: (listener) => port.onExit(listener),
    kill: () => port.kill(),
  };
}

/** Settles when the work does, however it does, and at the latest after so many ms. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  await Promise.race([work.catch(() => undefined), new Promise((done) => { late = setTimeout(done, ms); })]);
  clearTimeout(late);
}
