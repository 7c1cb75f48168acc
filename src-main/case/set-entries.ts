import type { NamedSet } from '../contract/index.ts';

/** What is wrong with an entry of a set of this kind, in a sentence; null where it fits. */
export function badSetEntry(kind: NamedSet['kind'], value: string): string | null {
  if (kind === 'ip') return addressProblem(value);
  if (kind === 'country') return countryProblem(value);
  if (kind === 'network') return networkProblem(value);
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value) ? 'It holds control characters.' : null;
}

function addressProblem(value: string): string | null {
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isFour(address) ? 4 : isSix(address) ? 6 : null;
  if (version === null || rest.length > 0) return 'An address (192.0.2.7, 2001:db8::1) or a range (192.0.2.0/24) is wanted.';
  if (prefix === undefined) return null;
  const most = version === 4 ? 32 : 128;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= most ? null : `The number after the slash is at most ${most}.`;
}

const isFour = (text: string): boolean => /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

function isSix(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const four = isFour(last);
  const given = groups.length + (four ? 1 : 0);
  const hex = (four ? groups.slice(0, -1) : groups).every((group) => /^[0-9a-f]{1,4}$/i.test(group));
  return text.includes(':') && hex && (halves.length === 1 ? given === 8 : halves.length === 2 && given <= 7);
}

function networkProblem(value: string): string | null {
  if (!/^as\s*-?\d/i.test(value)) return null;
  const number = /^AS(\d{1,10})$/.exec(value)?.[1];
  return number === undefined || Number(number) > 4_294_967_295 || Number(number) === 0 ? 'An AS number is written AS64496, from AS1 to AS4294967295.' : null;
}

/** ISO 3166-1 alpha-2, and XK, which tables of places use for Kosovo. */
const countries: ReadonlySet<string> = new Set(`
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`.trim().split(/\s+/));

function countryProblem(value: string): string | null {
  return countries.has(value) ? null : 'A country is two capital letters of ISO 3166, such as NO.';
}
