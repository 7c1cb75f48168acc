import { referenceKinds, type ReferenceKind, type ReferenceRow } from '../../contract/index.ts';
import { EXIT, jsonText, openToRead, type Cli } from './context.ts';
import { plain, table } from './terminal.ts';

const AT_ONCE = 1000;
export const kindsOfReference: readonly string[] = referenceKinds;

/** `bilocate reference CASE`: what VPN, DHCP, directories and credential reports say of who had what when. Reads only. */
export async function referenceVerb(cli: Cli, path: string, kind: ReferenceKind | null): Promise<number> {
  await openToRead(cli, path);
  const rows: ReferenceRow[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: { readonly rows: readonly ReferenceRow[]; readonly next: number | null } = await cli.app.desk.reader().ask('reference', { after, limit: AT_ONCE, kind });
    rows.push(...page.rows);
    after = page.next;
  }
  cli.out(cli.json ? jsonText(rows) : textOf(rows));
  return EXIT.done;
}

function textOf(rows: readonly ReferenceRow[]): string {
  if (rows.length === 0) return 'The case has no reference data: import VPN or DHCP assignments, travels, directory exports or a credential report (docs/reference-data.md).\n';
  const what = (row: ReferenceRow): string => [row.ip, row.country, row.device, row.instance].filter((one) => one !== null).join(' ');
  return `${table(['kind', 'user', 'what', 'from (UTC)', 'to (UTC)', 'label', 'exhibit'], rows.map((row) => [row.kind, row.user ?? '', what(row), row.from ?? '', row.to ?? '', row.label, `${row.exhibit} record ${row.record}`].map(plain)))}\n`;
}
