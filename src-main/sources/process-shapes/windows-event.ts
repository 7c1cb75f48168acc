import type { ComparedField, Instant } from '../../contract/index.ts';
import type { Refusal } from '../source.ts';

/** One Windows event in the one form that every way of writing it down is read into. Everything is read when it is asked for. */
export interface WindowsEvent {
  /** How it was written down, for messages: a noun phrase. */
  readonly layout: string;
  /** Number of the event in its log. */
  readonly code: number;
  readonly channel: string | undefined;
  readonly provider: string | undefined;
  /** Name of the host as Windows wrote it. */
  readonly computer: string | undefined;
  /** EventRecordID: unique in one channel of one host. */
  readonly recordId: string | undefined;
  /** Value of the event's data by name; `undefined` where it says nothing (`-` is nothing). */
  readonly data: (name: string) => string | undefined;
  /** When it was logged. */
  readonly logged: () => Instant | Refusal;
  /** The text ended before the event did. */
  readonly isCut: boolean;
  /** The clock may be one of twelve hours, without saying which half of the day. */
  readonly isHalfDay: () => boolean;
  /** Where the layout says less than the event does, and where it writes times more coarsely: as in an event draft. */
  readonly says: readonly ComparedField[] | undefined;
}

/** Who writes an event: Sysmon, on which system, or Windows itself. */
export function originOf({ channel, provider, code, data }: WindowsEvent): 'sysmon' | 'linux-sysmon' | 'security' | 'other' {
  const name = provider ?? channel ?? '';
  if (/sysmon/i.test(name) || (provider !== undefined && /sysmon/i.test(channel ?? ''))) return /linux/i.test(name) ? 'linux-sysmon' : 'sysmon';
  if (/security.auditing/i.test(name) || (channel ?? provider)?.toLowerCase() === 'security') return 'security';
  if (name !== '') return 'other';
  // A table may keep neither: its columns tell.
  if (code === 4688 && data('NewProcessName') !== undefined) return 'security';
  return code === 1 && data('ProcessGuid') !== undefined && data('Image') !== undefined ? 'sysmon' : 'other';
}

/** What says nothing in the data of an event. */
export function saidOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' || trimmed === '-' || trimmed === '(null)' ? undefined : trimmed;
}

/** The number of an event, of whatever type; `undefined` where it is none. */
export function codeOf(value: unknown): number | undefined {
  const code = typeof value === 'number' ? value : typeof value === 'string' && /^\s*\d{1,5}\s*$/.test(value) ? Number(value) : NaN;
  return Number.isInteger(code) && code >= 0 && code <= 65_535 ? code : undefined;
}

export function never(): boolean {
  return false;
}
