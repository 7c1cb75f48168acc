import { fieldEntry } from '@contract/fields.ts';
import type { EventFilter, FieldName, Hit } from '@contract';

/** What an entry of the palette does: goes somewhere, and maybe filters the events by it. */
export interface Entry {
  readonly id: string;
  readonly group: Group;
  readonly label: string;
  readonly detail: string;
  readonly count: number | null;
  readonly keys: readonly string[];
  /** Where Enter leads, as a path; null for an action. */
  readonly to: string | null;
  /** Where Ctrl Enter leads; null where there is nothing to filter by. */
  readonly events: string | null;
  readonly run: (() => void) | null;
}
export const hitKinds = ['user', 'network', 'ip', 'credential', 'agent', 'finding', 'rule'] as const satisfies readonly Hit['kind'][];
export const groupOrder = ['actions', ...hitKinds, 'screens'] as const;
export type Group = (typeof groupOrder)[number];
export interface EntryGroup { readonly group: Group; readonly entries: readonly Entry[] }

const fieldOf: Readonly<Partial<Record<Hit['kind'], FieldName>>> = {
  user: 'actor.name', network: 'source.as.organization.name', ip: 'source.ip', credential: 'credential.id', agent: 'user_agent.original',
};

/** The events that are of a hit; null for a rule, which has none of its own. */
export function filterOf(hit: Pick<Hit, 'kind' | 'id'>): EventFilter | null {
  const none = { from: null, to: null, chips: [], finding: null };
  if (hit.kind === 'finding') return { ...none, finding: hit.id };
  const field = fieldOf[hit.kind];
  return field === undefined ? null : { ...none, chips: [{ field, operator: 'is', values: [hit.id], ignoreCase: false }] };
}

/** A hit as an entry; `eventsAt` gives the path of the Events screen with a filter. */
export function entryOf(hit: Hit, eventsAt: (filter: EventFilter) => string): Entry {
  const filter = filterOf(hit);
  const events = filter === null ? null : eventsAt(filter);
  const pages: Readonly<Partial<Record<Hit['kind'], string>>> = {
    user: `/users/${encodeURIComponent(hit.id)}`, finding: `/findings/${encodeURIComponent(hit.id)}`, rule: `/hunts/${hit.id.split('/').map(encodeURIComponent).join('/')}`,
  };
  // A field says nothing that the head of the group does not; a finding is known by its number of three figures.
  const detail = hit.kind === 'finding' ? hit.detail.padStart(3, '0') : fieldEntry(hit.detail) === undefined ? hit.detail : '';
  return { id: `${hit.kind} ${hit.id}`, group: hit.kind, label: hit.label, detail, count: hit.count, keys: [], to: pages[hit.kind] ?? events, events, run: null };
}

/** True where every word of the text is somewhere in the label. */
export function matches(label: string, text: string): boolean {
  const low = label.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => low.includes(word));
}

/** Entries in groups, in a fixed order; empty groups are left out. Screens come first while nothing is typed. */
export function grouped(entries: readonly Entry[], typed: boolean): readonly EntryGroup[] {
  const order: readonly Group[] = typed ? groupOrder : ['actions', 'screens', ...hitKinds];
  return order.map((group) => ({ group, entries: entries.filter((one) => one.group === group) })).filter(({ entries: list }) => list.length > 0);
}

/** The label in pieces, those that were searched for marked. Works on what is shown, so that marks never cut an escape. */
export function marked(label: string, text: string): readonly { readonly text: string; readonly hit: boolean }[] {
  const needle = text.trim().toLowerCase();
  const at = needle === '' ? -1 : label.toLowerCase().indexOf(needle);
  if (at < 0 || label.toLowerCase().length !== label.length) return [{ text: label, hit: false }];
  const parts = [{ text: label.slice(0, at), hit: false }, { text: label.slice(at, at + needle.length), hit: true }, { text: label.slice(at + needle.length), hit: false }];
  return parts.filter((part) => part.text !== '');
}
