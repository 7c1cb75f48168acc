import type { EvidenceCard, MemberCard } from '@contract';

export type EvidenceLine =
  | { readonly kind: 'evidence'; readonly key: string; readonly card: EvidenceCard; readonly open: boolean }
  | { readonly kind: 'member'; readonly key: string; readonly card: EvidenceCard; readonly member: MemberCard };

/** Exhibits with the members of those that are unfolded. */
export function evidenceLines(cards: readonly EvidenceCard[], open: ReadonlySet<number>): readonly EvidenceLine[] {
  return cards.flatMap((card): EvidenceLine[] => {
    const unfolded = open.has(card.id);
    return [{ kind: 'evidence', key: `e${card.id}`, card, open: unfolded }, ...(unfolded ? card.members.map((member): EvidenceLine => ({ kind: 'member', key: `m${member.id}`, card, member })) : [])];
  });
}

/** What the members say they are, each once, in order of appearance. */
export function datasetsOf(card: EvidenceCard): readonly string[] {
  return [...new Set(card.members.flatMap((member) => (member.dataset === null ? [] : [member.dataset])))];
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
