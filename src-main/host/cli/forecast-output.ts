import type { FileForecast, ImportForecast } from '../../contract/index.ts';
import { bytesText, plain, secondsText, table } from './terminal.ts';

/** What `import --forecast` prints. */
export function forecastText(forecast: ImportForecast): string {
  const { files, moreFiles, looked, bytes, events, outOfScope, diskBytes, seconds, freeBytes } = forecast;
  const rows = files.slice(0, 40).map((file) => [
    file.name, bytesText(file.bytes), file.shape ?? '–', file.dataset ?? '–', file.dataset === null ? '' : `${Math.round(file.confidence * 100)} %`, about(file.events),
    file.first ?? '', file.last ?? '', file.zoneAssumed ? 'no zone' : '', file.fault?.code ?? (file.unknown > 0 ? `${file.unknown} of ${file.looked} unknown` : ''),
  ]);
  const hidden = Math.max(0, files.length - 40) + moreFiles;
  const sums = [
    `${count(files.length + moreFiles)} files, ${bytesText(bytes)}${looked < files.length + moreFiles ? `; ${count(looked)} were looked at` : ''}`,
    `about ${count(events)} events${outOfScope ? `, and ${count(outOfScope)} records out of scope` : ''}`,
    `about ${diskBytes === null ? '?' : bytesText(diskBytes)} in the case${freeBytes === null ? '' : `, of ${bytesText(freeBytes)} that are free`}; about ${seconds === null ? '?' : secondsText(seconds)} on this machine`,
  ];
  return [
    table(['file', 'size', 'shape', 'source', 'sure', 'events', 'first', 'last', '', ''], hidden > 0 ? [...rows, [`… ${count(hidden)} more files`]] : rows), '',
    ...sums, ...files.filter((file) => file.unknown > 0).slice(0, 5).flatMap(unknownText), '',
  ].join('\n');
}

/** The first record of a file that no source takes, and what comes nearest. */
function unknownText({ name, examples }: FileForecast): readonly string[] {
  const [first] = examples;
  if (!first) return [];
  const nearest = first.nearest.slice(0, 3).map((one) => `  ${one.title} (${Math.round(one.confidence * 100)} %): ${plain(one.reason)}`);
  return ['', `${plain(name)}, record ${first.ordinal}, which no source takes: ${plain(first.excerpt).slice(0, 200)}`, ...nearest];
}

function about(n: number | null): string {
  return n === null ? '?' : count(n);
}

function count(n: number | null): string {
  return n === null ? '?' : n.toLocaleString('en-US');
}
