import type { FaultShape } from '../../contract/index.ts';
import { faultWords } from '../../contract/index.ts';
import { plain } from './terminal.ts';

/** A fault for a person: what it means, what to do, and its parameters, all inert on a terminal. */
export function faultText({ code, params }: FaultShape): string {
  const facts = Object.entries(params)
    .filter(([name, value]) => value !== null && value !== '' && name !== 'stack')
    .map(([name, value]) => `\n  ${name}: ${plain(String(value)).slice(0, 2000)}`)
    .join('');
  return `${faultWords[code]}${facts}\n  (${code})`;
}
