import { fieldEntry } from '../contract/index.ts';
import { countedField, measureOf, type Rule } from './rule.ts';
import { fieldWord, nameWords, plural } from './sentence-words.ts';

/** How something that is counted is called, one and many, and the word that ties it to who used it. */
export interface Noun { readonly one: string; readonly many: string; readonly tie: 'from' | 'with' | 'in' | 'on' }
const noun = (one: string, many: string, tie: Noun['tie']): Noun => ({ one, many, tie });

const byField: Readonly<Record<string, Noun>> = {
  'network.identity': noun('network', 'networks', 'from'),
  'source.ip': noun('address', 'addresses', 'from'),
  'source.as.number': noun('ASN', 'ASNs', 'from'),
  'source.as.organization.name': noun('network operator', 'network operators', 'from'),
  'source.geo.country_iso_code': noun('country', 'countries', 'from'),
  'source.geo.city_name': noun('city', 'cities', 'from'),
  'user_agent.original': noun('user agent', 'user agents', 'with'),
  'user_agent.template': noun('kind of client', 'kinds of client', 'with'),
  'user_agent.version': noun('client version', 'client versions', 'with'),
  'user_agent.name': noun('client', 'clients', 'with'),
  'user_agent.os.name': noun('operating system', 'operating systems', 'on'),
  'entra.signin.device_os': noun('operating system', 'operating systems', 'on'),
  'application.name': noun('application', 'applications', 'in'),
  'event.action': noun('action', 'actions', 'with'),
  'cloud.region': noun('region', 'regions', 'in'),
  'session.id': noun('session', 'sessions', 'in'),
  'credential.id': noun('credential', 'credentials', 'with'),
  'user.name': noun('user', 'users', 'with'),
};
const byMeasure: Readonly<Record<string, Noun>> = {
  events: noun('event', 'events', 'with'),
  sessions: noun('session', 'sessions', 'in'),
  days: noun('day', 'days', 'on'),
  other_sessions: noun('session with other profiles', 'sessions with other profiles', 'with'),
  other_days: noun('day with other profiles', 'days with other profiles', 'with'),
  group_events: noun('event in all', 'events in all', 'with'),
  group_sessions: noun('session in all', 'sessions in all', 'with'),
  group_days: noun('day in all', 'days in all', 'with'),
  tenant_groups: noun('user of the tenant', 'users of the tenant', 'with'),
  tenant_events: noun('event in the tenant', 'events in the tenant', 'with'),
  tenant_sessions: noun('session in the tenant', 'sessions in the tenant', 'with'),
  tenant_days: noun('day in the tenant', 'days in the tenant', 'with'),
  minutes: noun('minute between', 'minutes between', 'with'),
  distance: noun('km apart', 'km apart', 'with'),
  speed: noun('km/h', 'km/h', 'with'),
};

/** What a measure counts: the values of a field, or what its name says. */
export function nounOf(measure: string, field: string | null): Noun {
  const known = field === null ? (Object.hasOwn(byMeasure, measure) ? byMeasure[measure] : undefined) : byField[field];
  if (known !== undefined) return known;
  if (field !== null && fieldEntry(field) !== undefined) return noun(fieldWord(field), plural(fieldWord(field)), 'with');
  const name = nameWords(measure);
  return noun(oneOf(name), name, 'with');
}

/** What a measure of this rule counts; where it counts only some of the events, those by the name that it gives them. */
export function measuredNoun(rule: Rule, name: string): Noun {
  const measure = measureOf(rule, name);
  const plain = nounOf(name, countedField(rule, name));
  if (measure === undefined || measure.where === null || (measure.kind !== 'count' && measure.kind !== 'count_distinct')) return plain;
  return { ...sortWord(name, nounOf(measure.field === null ? 'events' : name, measure.field)), tie: plain.tie };
}

/** Things of a sort that the name of the measure tells: `calls from outside` as it stands, `hosted` with what it is that is hosted. */
export function sortWord(name: string, { one, many }: Pick<Noun, 'one' | 'many'>): Pick<Noun, 'one' | 'many'> {
  const words = nameWords(name);
  return words.endsWith('s') || oneOf(words) !== words ? { one: oneOf(words), many: words } : { one: `${words} ${one}`, many: `${words} ${many}` };
}

/** One of what the name of a measure counts: `passwords asked` is `password asked`, `reads of keys` is `read of keys`. What is not sure to be a plural stays. */
export function oneOf(name: string): string {
  const words = name.split(' ');
  const tied = words.findIndex((word) => /^(of|from|in|to|with|without|by|on|at|for)$/.test(word));
  const at = words.findLastIndex((word, n) => (tied === -1 || n < tied) && word.endsWith('s'));
  const sure = at !== -1 && /([^aious]s|(ss|x|ch|sh)es)$/.test(words[at]!) && !words[at]!.endsWith('ies');
  return sure ? words.with(at, words[at]!.replace(/((?<=ss|x|ch|sh)e)?s$/, '')).join(' ') : name;
}

/** `1 network`, `2 networks`, `0.083 event share`. */
export function amount(value: number, { one, many }: Pick<Noun, 'one' | 'many'>): string {
  return `${numberText(value)} ${value === 1 ? one : many}`;
}

/** Thousands with a comma, at most three decimals. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  const [whole, rest] = String(Math.round(value * 1000) / 1000).split('.');
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
}

/** What a measure is called where it stands alone: `Networks`, `Client versions`. */
export function measureLabel(measure: string, field: string | null): string {
  const { many } = nounOf(measure, field);
  return `${many[0]?.toUpperCase() ?? ''}${many.slice(1)}`;
}
