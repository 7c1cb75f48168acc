import type { GeoTable } from '../../contract/index.ts';
import { useEmbedded, useTable } from '../own-tables.ts';
import { EXIT, jsonText, type Cli } from './context.ts';
import { plain, table } from './terminal.ts';

/** `bilocate geo info` */
export async function geoInfoVerb(cli: Cli): Promise<number> {
  cli.out(shown(cli, await cli.app.flows.geoTables()));
  return EXIT.done;
}

/**
 * `bilocate geo use FILE`: copies the table into the app's folder, named by its SHA-256, and puts it before the embedded ones. `embedded` goes back
 * to those alone; copies stay, because a case may cite them.
 */
export async function geoUseVerb(cli: Cli, file: string): Promise<number> {
  if (file === 'embedded') {
    cli.out(shown(cli, await useEmbedded(cli.app)));
    return EXIT.done;
  }
  const used = await useTable(cli.app, file, true);
  cli.note(`Using ${plain(used.name)} of ${used.buildDate} before the embedded tables. Its licence is yours to keep; it never leaves with a case.`);
  cli.out(shown(cli, await cli.app.flows.geoTables()));
  return EXIT.done;
}

function shown(cli: Cli, tables: readonly GeoTable[]): string {
  if (cli.json) return jsonText(tables);
  const rows = tables.map((one) => [one.role, one.name, one.buildDate, one.origin, one.sha256.slice(0, 12), one.licence]);
  return `${table(['role', 'table', 'date', 'origin', 'SHA-256', 'licence'], rows)}\n\n${tables.map((one) => plain(one.attribution)).join('\n')}\nIndicative; registry and inference data, not proof of a person's place.\n`;
}
