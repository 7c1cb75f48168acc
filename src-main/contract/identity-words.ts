import type { IdentityReason, ReasonKind, Strength, Trait, TraitReason } from './identity.ts';

/** What each reason says, in English; the one list for screens, report and command line. `{text}`, `{count}`, `{of}` and `{at}` stand for what the reason carries. */
export const reasonWords: Readonly<Record<ReasonKind, string>> = {
  'same-but-case': 'the same name but for capitals',
  'same-local': 'both are “{text}”',
  'similar-local': 'alike but for dots and dashes: {text}',
  'domain-agrees': 'their domains agree: {text}',
  'known-as': 'the log says who it is: {text}',
  'same-credential': 'the same key or token under both names ({count})',
  'same-session': 'the same session under both names ({count})',
  'sso-stated': 'a single sign-on led from one to the other ({count})',
  'sso-inferred': 'single sign-ons and sign-ins that fit in time and address ({count})',
  'same-device': 'the same device ({count})',
  'same-address': 'the same address, which few others have ({count})',
  'rare-network': 'alone together on a network ({count})',
  'same-hours': 'they keep the same hours',
  'two-countries': 'in two countries within half an hour: {count} of {of} half hours in which both were somewhere, first at {at}',
  'same-source': 'two accounts in one directory: {text}',
  'other-organization': 'of different organisations: {text}',
  'several-match': 'several names are “{text}” ({count})',
  'short-name': '“{text}” is too short to say much',
};

export const traitWords: Readonly<Record<Trait, string>> = { person: 'person', shared: 'shared', service: 'service', ci: 'CI', 'break-glass': 'break-glass', vendor: 'vendor', test: 'test' };

export const traitReasonWords: Readonly<Record<TraitReason['kind'], string>> = {
  'name': 'by its name: {text}',
  'type': 'by its type: {text}',
  'people-behind': '{count} people act under this name',
  'sdk-only': 'programs only, no browser and no command line',
  'round-the-clock': 'at {count} of 24 hours of the day',
  'browsers': 'uses browsers ({count})',
  'working-hours': 'sleeps at night',
  'guest': 'a guest of another organisation: {text}',
};

export const strengthWords: Readonly<Record<Strength, string>> = { strong: 'strong', likely: 'likely', weak: 'weak' };

/** A reason with what it carries filled in. */
export function saidWith(words: string, { text = '', count = 0, of = 0, at = '' }: { readonly text?: string; readonly count?: number; readonly of?: number; readonly at?: string }): string {
  const carried: Readonly<Record<string, string>> = { text, count: String(count), of: String(of), at };
  // In one go: what comes from a log may look like a place to fill.
  return words.replace(/\{(text|count|of|at)\}/g, (_, name: string) => carried[name]!);
}
export const sayReason = (reason: IdentityReason): string => saidWith(reasonWords[reason.kind], reason);
export const sayTraitReason = (reason: TraitReason): string => saidWith(traitReasonWords[reason.kind], reason);
