import type { EvidenceCard } from '@contract';

/** An exhibit of the list that is unfolded: where it is, how many lines stand below it, and how many of those are members. */
export interface Unfolded { readonly at: number; readonly lines: number; readonly members: number }

/** What a line of the table shows: the exhibit at a place of the list, one of its members (by index), or what stands for the members that did not come. */
export type EvidenceLine =
  | { readonly kind: 'evidence'; readonly at: number }
  | { readonly kind: 'member'; readonly at: number; readonly member: number }
  | { readonly kind: 'more'; readonly at: number };

/** The unfolded ones of the exhibits that are here, in the order of the list. */
export function unfoldedOf(here: readonly { readonly at: number; readonly row: EvidenceCard }[], open: ReadonlySet<number>): readonly Unfolded[] {
  return here.filter(({ row }) => open.has(row.id)).map(({ at, row }) => ({ at, members: row.members.length, lines: row.members.length + (row.moreMembers > 0 ? 1 : 0) })).sort((a, b) => a.at - b.at);
}

/** Lines of a table of `total` exhibits. */
export function lineCount(total: number, unfolded: readonly Unfolded[]): number {
  return unfolded.reduce((sum, one) => sum + one.lines, total);
}

/** The n-th line, from 0. */
export function lineAt(index: number, unfolded: readonly Unfolded[]): EvidenceLine {
  let before = 0;
  for (const { at, lines, members } of unfolded) {
    if (index <= at + before) break;
    const below = index - at - before - 1;
    if (below < lines) return below < members ? { kind: 'member', at, member: below } : { kind: 'more', at };
    before += lines;
  }
  return { kind: 'evidence', at: index - before };
}

/** The line of the exhibit at a place of the list. */
export function lineOf(at: number, unfolded: readonly Unfolded[]): number {
  return unfolded.reduce((sum, one) => (one.at < at ? sum + one.lines : sum), at);
}

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).filter((part) => part !== '').pop() ?? path;
}

/** What stands before the last part of a path, without its last separator. */
export function folderOf(path: string): string {
  return path.replace(/[\\/]+$/, '').replace(/[\\/]?[^\\/]*$/, '');
}

/** A name cut in its middle: deliveries differ in their ends. */
export function shortName(name: string, most = 40): string {
  const characters = [...name];
  const head = Math.floor(most / 3);
  return characters.length <= most ? name : `${characters.slice(0, head).join('')}…${characters.slice(head + 1 - most).join('')}`;
}

/** The paths of a text box: one a line, quotes around a whole line taken off (file managers copy paths with them). */
export function pathsIn(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim().replace(/^(["'])(.*)\1$/, '$2')).filter((line) => line !== '');
}
