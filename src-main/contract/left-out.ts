/** What a rule left out is counted in: events, findings that another rule gave, or what it found itself. Null where the reason begins with what it counts. */
export type LeftOutUnit = 'events' | 'findings' | 'rows' | null;

/** Reasons that begin with what they count. */
const named = ['new values ', 'slices ', 'findings beyond ', 'rows beyond ', 'cannot say '];
/** Reasons for which a case, and not the rule, leaves out what was found. */
const afterwards = ['filter of the rule', 'expected: '];

/** What the counts of a reason are, of a rule of this kind and output. */
export function leftOutUnit(reason: string, { kind, output }: { readonly kind: string; readonly output: 'finding' | 'view' }): LeftOutUnit {
  if (named.some((start) => reason.startsWith(start))) return null;
  if (afterwards.some((start) => reason.startsWith(start))) return output === 'view' ? 'rows' : 'findings';
  return kind === 'meta' ? 'findings' : 'events';
}
