import type { AskOf, CallName, FaultShape, News, OutputOf, Reply } from '@contract';

export type NewsListener = (news: News) => void;

/** Files as the browser hands them over. A drop has both: its entries, which may be folders, and the same as files; a picker has files only. */
export interface Offered { readonly files: readonly File[]; readonly entries: readonly FileSystemEntry[] }
/** What `import.start` needs to find the files that were offered. */
export interface Offer { readonly paths?: string[]; readonly upload?: string }
export interface SendProgress { readonly files: number; readonly filesDone: number; readonly bytes: number; readonly bytesDone: number; readonly name: string }

/** What can be chosen with a dialog of the system: evidence files, evidence folders, a case, a table of networks; where a new case, a report or an export goes. */
export type Choice = 'evidence' | 'folder' | 'case' | 'table' | 'new-case' | 'report' | 'export';
/** `handle` stands in calls where a path would; `name` is to be shown. */
export interface Chosen { readonly handle: string; readonly name: string }

/** The one way to the other side; HTTP to the loopback host, or IPC in Electron. */
export interface Transport {
  readonly kind: 'http' | 'electron';
  /** Resolves with the reply, faults included; rejects with {@link SessionEnded} or {@link Unreachable}. */
  ask(name: CallName, input: unknown): Promise<Reply<unknown>>;
  /** Calls the listener for each piece of news until the returned function is called. `onLine` says whether news are arriving. */
  onNews(listener: NewsListener, onLine: (up: boolean) => void): () => void;
  /** Makes the files reachable for the host: names their paths, or sends them. */
  offer(files: Offered, progress: (now: SendProgress) => void, signal: AbortSignal): Promise<Offer>;
  /** Only where the host has dialogs of the system; there no path is typed. None where the dialog was put away. `name` is proposed for a new file. */
  readonly choose?: (what: Choice, name?: string) => Promise<readonly Chosen[]>;
}

/** The host does not know this session any more. */
export class SessionEnded extends Error {}
/** The host did not answer at all. */
export class Unreachable extends Error {}

/** A fault as an Error, so that `await ask()` reads straight. The wording is in words/. */
export class AskFault extends Error {
  readonly fault: FaultShape;
  constructor(fault: FaultShape) {
    super(fault.code);
    this.name = 'AskFault';
    this.fault = fault;
  }
}

export interface Client {
  readonly transport: Transport;
  /** Told when a question ends the session or finds nobody. */
  readonly onTrouble: (trouble: 'session-ended' | 'unreachable') => void;
  /** Told how long each answer took, in ms. */
  readonly onTimed: (name: CallName, ms: number) => void;
  readonly now: () => number;
}
let client: Client | undefined;

/** Sets the way out; called once by main.ts, and by tests. */
export function useClient(next: Client): void {
  client = next;
}
export function currentTransport(): Transport {
  if (client === undefined) throw new Error('useClient() comes first');
  return client.transport;
}

/** Asks one question of the contract. Throws {@link AskFault} for an expected failure. Only stores call it. */
export async function ask<N extends CallName>(name: N, input: AskOf<N>): Promise<OutputOf<N>> {
  if (client === undefined) throw new Error('useClient() comes first');
  const started = client.now();
  let reply: Reply<unknown>;
  try {
    reply = await client.transport.ask(name, input);
  } catch (error) {
    if (error instanceof SessionEnded) client.onTrouble('session-ended');
    if (error instanceof Unreachable) client.onTrouble('unreachable');
    throw error;
  }
  client.onTimed(name, client.now() - started);
  if (!reply.ok) throw new AskFault(reply.fault);
  return reply.value as OutputOf<N>;
}
