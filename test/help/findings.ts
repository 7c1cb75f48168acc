import type { FindingPage, FindingRow } from '../../src-main/contract/index.ts';

/** Asks for all findings without groups; as many as a page may hold. */
export const allFindings = { by: 'none', limit: 1000 } as const;

/** The findings of a page of the list. */
export function findingsOn({ rows }: Pick<FindingPage, 'rows'>): readonly FindingRow[] {
  return rows.flatMap((line) => (line.kind === 'finding' ? [line.row] : []));
}
