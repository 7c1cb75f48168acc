import { execFileSync, spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';

/** Whether poppler's tools are here; tests that need them say so and are skipped where not. */
export const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!poppler) console.warn('pdftotext is not installed (Debian: poppler-utils): tests of the printed text are skipped.');

/** The printed text with lines joined by single spaces. */
export function textOf(pdf: Uint8Array, ...options: string[]): string {
  const text = execFileSync('pdftotext', [...options, '-', '-'], { input: pdf, maxBuffer: 1 << 28 }).toString('utf8');
  return text.replace(/\s+/g, ' ');
}

/** The whole file as latin-1 text, with every stream that can be inflated laid open. */
export function laidOpen(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams: string[] = [];
  for (const match of raw.matchAll(/stream\r?\n/g)) {
    if (raw.startsWith('end', match.index - 3)) continue;
    const from = match.index + match[0].length;
    try {
      streams.push(inflateSync(pdf.subarray(from, raw.indexOf('endstream', from))).toString('latin1'));
    } catch {
      continue;
    }
  }
  return [raw.replace(/stream\r?\n[^]*?endstream/g, ''), ...streams].join('\n');
}
