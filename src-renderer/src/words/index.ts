import { createI18n } from 'vue-i18n';
import type { FaultShape } from '@contract';
import { visible } from '../shape/evidence-text.ts';
import { en } from './en.ts';

export const i18n = createI18n({ legacy: false, locale: 'en', messages: { en }, missingWarn: false, fallbackWarn: false });

/** The words of a key that is put together from data (a fault code, a skip reason, a step); `otherwise` where there are none. Codes may hold dots, so they are looked up whole. */
export function wordOf(group: 'fault' | 'skip', code: string, otherwise = visible(code)): string {
  const words: Readonly<Record<string, string>> = i18n.global.getLocaleMessage('en')[group];
  return Object.hasOwn(words, code) ? words[code]! : otherwise;
}

/** What a fault came with, as name and text, for reading and copying. */
export function faultDetails(fault: FaultShape): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(fault.params).filter(([name, value]) => value !== null && value !== '' && name !== 'stack').map(([name, value]) => ({ name: visible(name), value: visible(String(value)) }));
}
