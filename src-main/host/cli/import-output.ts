import type { ImportedFile, ImportResult } from '../../pipeline/import-result.ts';
import { faultText } from './words.ts';
import { bytesText, plain, table } from './terminal.ts';

/** What `import --json` prints; docs/json.md says what each key means. */
export function importJson({ files, totals }: ImportResult): unknown {
  return { files: files.map(fileJson), totals };
}

function fileJson(file: ImportedFile): unknown {
  const { path, member, sha256, bytes, dataset, shape, records, events, duplicates, skips, folded, outOfScope, fault, fileSha256, sameAs } = file;
  return {
    path, member, sha256, bytes, dataset, shape, records, events, duplicates, skips, folded, outOfScope,
    fault: fault === null ? null : { code: fault.code, params: fault.params, message: faultText(fault) },
    fileSha256,
    sameAs,
  };
}

export function importText({ files, totals, stopped }: ImportResult): string {
  const n = (value: number) => value.toLocaleString('en-US');
  const scoped = totals.outOfScope > 0;
  const rows = files.map((file) => [
    file.member === null ? file.path : `${file.path} » ${file.member}`, file.dataset ?? '–', file.shape ?? '–', bytesText(file.bytes),
    n(file.records), n(file.events), n(file.duplicates), n(file.skips), ...(scoped ? [n(file.outOfScope)] : []), file.sameAs === null ? (file.fault?.code ?? '') : `same bytes as exhibit ${file.sameAs}`,
  ]);
  const shown = rows.length > 40 ? [...rows.slice(0, 40), [`… ${n(rows.length - 40)} more files`, '', '', '', '', '', '', '', '', '']] : rows;
  const faults = files.flatMap((file) => (file.fault ? [`${plain(file.path)}${file.member === null ? '' : ` » ${plain(file.member)}`}\n  ${faultText(file.fault)}`] : []));
  return [
    table(['file', 'source', 'shape', 'size', 'records', 'events', 'duplicates', 'skipped', ...(scoped ? ['out of scope'] : []), ''], shown),
    '',
    `${n(totals.records)} records = ${n(totals.events)} events + ${n(totals.duplicates)} duplicates + ${n(totals.skips)} skipped + ${n(totals.folded)} folded + ${n(totals.outOfScope)} out of scope${stopped ? '; stopped before the end' : ''}`,
    ...(faults.length > 0 ? ['', ...faults.slice(0, 20), ...(faults.length > 20 ? [`… and ${faults.length - 20} more`] : [])] : []),
    '',
  ].join('\n');
}
