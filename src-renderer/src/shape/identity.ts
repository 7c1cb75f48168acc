import { sayReason, sayTraitReason } from '@contract/identity-words.ts';
import type { AliasSuggestion, EventChip, FieldName, IdentityReason, NamedId, OrganizationLink, UserTrait } from '@contract';
import { eventsUrl } from './event-url.ts';
import { visible } from './evidence-text.ts';

const is = (field: FieldName, value: string): EventChip => ({ field, operator: 'is', values: [value], ignoreCase: false });

/** Events of one name alone, as the logs wrote it. */
export const eventsOfName = (name: string): string => eventsUrl({ chips: [is('user.name', name)] });
/** Events of an organisation or account. */
export const eventsOfId = ({ kind, id }: Pick<NamedId, 'kind' | 'id'>): string => eventsUrl({ chips: [is(kind === 'account' ? 'cloud.account.id' : 'organization.id', id)] });
/** Events of a link: as many as it says. */
export function eventsOfLink({ kind, from, to }: Pick<OrganizationLink, 'kind' | 'from' | 'to'>): string {
  return kind === 'guest' ? eventsUrl({ chips: [is('entra.signin.home_tenant', from), is('entra.signin.resource_tenant', to)] })
    : eventsUrl({ chips: [is('event.dataset', 'aws.cloudtrail'), is('organization.id', from), is('cloud.account.id', to)] });
}

/** A reason in words, with what comes from a log made visible. */
export const reasonText = (reason: IdentityReason): string => sayReason(reason.text === undefined ? reason : { ...reason, text: visible(reason.text) });
export const reasonsText = (reasons: readonly IdentityReason[]): string => reasons.map(reasonText).join('; ');
export const traitWhy = ({ why }: Pick<UserTrait, 'why'>): string => why.map((one) => sayTraitReason(one.text === undefined ? one : { ...one, text: visible(one.text) })).join('; ');

/** What a suggestion is known by, so that the one that is looked at stays where others come and go. */
export const keyOfPair = ({ a, b }: { readonly a: { readonly name: string }; readonly b: { readonly name: string } }): string => JSON.stringify([a.name, b.name]);

/** The row to look at after the list changed: the same pair, else the one that took its place. */
export function stillAt(before: string | null, at: number, now: readonly AliasSuggestion[]): number {
  const same = before === null ? -1 : now.findIndex((one) => keyOfPair(one) === before);
  return same >= 0 ? same : Math.max(0, Math.min(at, now.length - 1));
}
