import { createHash } from 'node:crypto';
import { writeAudit } from './audit.ts';
import { prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** A mapping of the analyst, as it lay beside the case when it was asked. */
export interface KeptMapping {
  readonly id: number;
  /** Its id in the text. */
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly dataset: string;
  /** Hex, of the text. */
  readonly sha256: string;
  readonly text: string;
  readonly added: string;
}

export const mappingHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Keeps the text of a mapping, once however often it is asked; gives its row. */
export function keepMapping(file: WriteCase, { name, version, title, dataset, text }: Pick<KeptMapping, 'name' | 'version' | 'title' | 'dataset' | 'text'>): number {
  const sha256 = mappingHash(text);
  return transaction(file, () => {
    const known = prepared<{ id: number }>(file, 'SELECT id FROM mapping WHERE sha256 = ?').get(Buffer.from(sha256, 'hex'));
    if (known !== undefined) return known.id;
    const { session } = writerOf(file);
    const id = Number(prepared(file, 'INSERT INTO mapping (name, version, title, dataset, sha256, text, added) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(name, version, title, dataset, Buffer.from(sha256, 'hex'), text, new Date(session.now()).toISOString()).lastInsertRowid);
    writeAudit(file, { action: 'mapping.keep', kind: 'mapping', id: name, payload: { name, version, title, dataset, sha256 } });
    return id;
  });
}

/** The mappings that imports of this case asked, in the order in which they came. */
export function keptMappings(file: ReadCase): readonly KeptMapping[] {
  return prepared<KeptMapping>(file, 'SELECT id, name, version, title, dataset, lower(hex(sha256)) AS sha256, text, added FROM mapping ORDER BY id').all();
}

/** Each text is the one of its hash, and what records were read by is there. */
export function checkMappings(file: ReadCase): { readonly rows: number; readonly problems: readonly string[] } {
  const kept = keptMappings(file);
  const known = new Set(kept.map(({ name, sha256 }) => `own:${name}@${sha256.slice(0, 12)}`));
  const used = prepared<{ mapper: string }>(file, `SELECT DISTINCT mapper FROM member WHERE mapper >= 'own:' AND mapper < 'own;'`).all();
  const asked = prepared<{ id: number }>(file, `SELECT DISTINCT j.value AS id FROM evidence e, json_each(e.own) j WHERE e.own <> '[]' AND j.value NOT IN (SELECT id FROM mapping)`).all();
  return {
    rows: kept.length,
    problems: [
      ...kept.filter(({ text, sha256 }) => mappingHash(text) !== sha256).map(({ id }) => `mapping ${id} is not the text of its hash`),
      ...used.filter(({ mapper }) => !known.has(mapper)).map(({ mapper }) => `${mapper} read records and is not kept`),
      ...asked.map(({ id }) => `mapping ${id} was asked and is not kept`),
    ],
  };
}
