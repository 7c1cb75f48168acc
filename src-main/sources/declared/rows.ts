import type { DeclaredMapping, DeclaredStep, DeclaredValue, FieldName } from '../../contract/index.ts';
import type { MappingRow } from '../source.ts';
import { conditionText } from './compile.ts';
import { stepsOf } from './value.ts';

/** The table of the docs, made of the mapping itself. */
export function rowsOf(mapping: DeclaredMapping): readonly MappingRow[] {
  const rows: MappingRow[] = [row('@timestamp', mapping.time)];
  if (mapping.dataset === 'custom') rows.push({ fields: ['custom.source'], from: `\`${mapping.id}\``, note: 'the id of the mapping' });
  for (const [name, value] of Object.entries(mapping.fields)) if (value !== undefined) rows.push(row(name as FieldName, value));
  return rows;
}

function row(field: FieldName, value: DeclaredValue): MappingRow {
  const steps = stepsOf(value);
  const from = steps.map((step) => `${fromText(step)}${step.when === undefined ? '' : ` where ${whenText(step)}`}`).join(', else ');
  return { fields: [field], from: cell(from), note: cell(steps.map(noteOf).filter((note) => note !== '').join('; ')) };
}

function fromText(step: DeclaredStep): string {
  if (step.value !== undefined) return `\`${String(step.value)}\` always`.replace(step.when === undefined ? '' : ' always', '');
  if (step.template !== undefined) return `\`${step.template}\``;
  if (step.join !== undefined) return step.join.map(code).join(` + `);
  if (step.every !== undefined) return step.every.map(code).join(' and ');
  return (typeof step.path === 'string' ? [step.path] : step.path ?? []).map(code).join(', else ');
}

const code = (path: string): string => (path.startsWith('^.') ? `\`${path.slice(2)}\` of the envelope` : `\`${path}\``);

function whenText({ when }: DeclaredStep): string {
  const list = Array.isArray(when) ? when as DeclaredMapping['recognise'] : [when as DeclaredMapping['recognise'][number]];
  return `\`${list.map(conditionText).join(' and ')}\``;
}

/** Words of a map that the table shows; more are in the mapping itself. */
const MOST_WORDS = 12;

function noteOf(step: DeclaredStep): string {
  const notes: string[] = [];
  if (step.pairs !== undefined) notes.push('names and values');
  if (step.split !== undefined) notes.push(`cut at \`${step.split}\``);
  if (step.take !== undefined) notes.push(`the ${step.take}`);
  if (step.capture !== undefined) notes.push(`what \`${step.capture}\` finds`);
  if (step.lower === true) notes.push('lower case');
  if (step.upper === true) notes.push('upper case');
  if (step.map !== undefined) notes.push(mapText(step.map, step.else));
  else if (step.else !== undefined) notes.push(`else \`${String(step.else)}\``);
  if (step.written !== undefined && step.written !== 'auto') notes.push(`written as \`${step.written}\``);
  if (step.zone !== undefined) notes.push(`${step.zone} where it names no zone`);
  if (step.note !== undefined) notes.push(step.note);
  return notes.join('; ');
}

function mapText(map: NonNullable<DeclaredStep['map']>, otherwise: DeclaredStep['else']): string {
  const by = new Map<string, string[]>();
  for (const [word, becomes] of Object.entries(map)) by.set(String(becomes), [...(by.get(String(becomes)) ?? []), word]);
  const told = [...by].slice(0, MOST_WORDS).map(([becomes, words]) => `${words.slice(0, MOST_WORDS).join(', ')}${words.length > MOST_WORDS ? ' …' : ''} → \`${becomes}\``);
  return [...told, ...(otherwise === undefined ? [] : [`else \`${String(otherwise)}\``])].join(', ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ');
