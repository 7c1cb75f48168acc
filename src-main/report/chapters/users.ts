import { sayTraitReason, traitWords, type UserDetail } from '../../contract/index.ts';
import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { ReportModel, ReportUser } from '../model.ts';
import type { Times } from '../times.ts';
import { brief, counted, countOf, cut, findingNumber, lasting, leftOut, listed, named } from '../words.ts';
import { lineageBlocks } from './lineage.ts';

const shown = { risk: 8, profiles: 40, credentials: 15, places: 30 } as const;
const flagWords = { 'first-seen': 'first seen', 'in-two-places': 'in two places', rare: 'rare' } as const;

/** Each user: session profiles rarest first with the keys of the screens, lanes around the longest stay on two networks, credentials, places. */
export function* usersBlocks(model: ReportModel, times: Times): Generator<Block> {
  for (const user of model.users) yield* userBlocks(user, model, times);
}

export function* userBlocks({ detail, lanes, lineage }: ReportUser, model: ReportModel, times: Times): Generator<Block> {
  yield heading(cut(detail.user, 160), 1);
  yield paragraph(`${countOf(detail.events, 'event')}, ${times.period(detail.first, detail.last)}. ${known(detail)}${two(detail, times)}`, 'muted');
  yield* riskBlocks(detail);
  if (detail.findings.length > 0) yield paragraph(`Findings ${cut(listed(detail.findings.map((f) => findingNumber(f.number))), 300)}.`, 'muted');
  yield heading('Session profiles, rarest first');
  yield profilesBlock(detail, times);
  const more = detail.moreProfiles.profiles + Math.max(0, detail.profiles.length - shown.profiles);
  yield paragraph(`A profile is a network, a country and an agent whose changing parts are masked by *. ${more > 0 ? `${leftOut(more, 'profile')}. ` : ''}The key is the same on the screens and in the lanes.`, 'caption');
  yield* lanesBlocks({ detail, lanes }, times);
  yield* lineageBlocks(lineage, times);
  yield* credentialBlocks(detail, times);
  yield* placeBlocks(detail, model, times);
}

/** What the findings of a user add up to, and how: the parts are those of the screen. */
function* riskBlocks({ risk: { risk, parts, more } }: UserDetail): Generator<Block> {
  if (parts.length === 0) return;
  const told = parts.slice(0, shown.risk).map((part) => `${counted(part.points)} from ${findingNumber(part.number)} (${part.severity}, score ${part.score}${part.verdict === 'confirmed' ? ', confirmed' : ''}${part.as === 'strongest' ? '' : ', again'})`);
  const rest = parts.slice(shown.risk).reduce((sum, { points }) => sum + points, more.points);
  const left = parts.length - told.length + more.findings;
  yield paragraph(`Risk ${counted(risk)}: ${listed([...told, ...(left > 0 ? [`${counted(rest)} from ${countOf(left, 'other finding')}`] : [])])}.`, 'muted');
}

/** Sessions of a user per profile around the longest stay on two networks, as the screen draws them. */
export function* lanesBlocks({ detail, lanes }: Pick<ReportUser, 'detail' | 'lanes'>, times: Times): Generator<Block> {
  if (lanes === null || lanes.lanes.length === 0) return;
  yield heading(`Activity of ${brief(detail.user, 60)}, ${times.period(iso(lanes.fromMs), iso(lanes.toMs))}`);
  yield { kind: 'chart', chart: { kind: 'lanes', data: lanes }, sentence: lanesSentence(detail, lanes.lanes.length), caption: 'A bar is a session, a tick an event; the letter is the key of the session profile. Hatched: active on two networks at once.' };
}

const iso = (ms: number): string => new Date(ms).toISOString();

function known({ ids, accounts, types, names, organizations, trait }: UserDetail): string {
  const called = new Map(organizations.flatMap(({ id, name }) => (name === null ? [] : [[id, `${name} (${id})`] as const])));
  const parts = [
    ...(types.length > 0 ? [`Type ${listed(types)}`] : []), ...(accounts.length > 0 ? [`accounts ${cut(listed(accounts.map((id) => called.get(id) ?? id)), 300)}`] : []),
    ...(ids.length > 0 ? [`ids ${cut(listed(ids), 600)}`] : []),
  ];
  const person = names.length > 1 ? `One person of ${names.length} names, as analysts said: ${cut(listed(names.map(({ name, events }) => `${name} (${countOf(events, 'event')})`)), 400)}. ` : '';
  const who = trait === null ? '' : trait.said === null ? `Probably ${traitWords[trait.value]}: ${cut(trait.why.map(sayTraitReason).join(', '), 200)}. ` : `${traitWords[trait.value]}, as ${cut(trait.said.analyst, 80)} said. `;
  return `${parts.length === 0 ? '' : `${parts.join(', ')}. `}${person}${who.charAt(0).toUpperCase()}${who.slice(1)}`;
}

function two({ overlaps, overlapMs }: UserDetail, times: Times): string {
  const longest = [...overlaps].sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))[0];
  if (longest === undefined) return 'Never seen on two networks at once.';
  return `On two networks at once for ${lasting(overlapMs)} in ${countOf(overlaps.length, 'span')}; the longest, ${cut(listed(longest.networks), 200)}, ${times.period(iso(longest.startMs), iso(longest.endMs))}.`;
}

const lanesSentence = ({ user }: UserDetail, lanes: number): string => `Activity of ${cut(user, 100)} in ${countOf(lanes, 'lane')}.`;

function profilesBlock(detail: UserDetail, times: Times): Block {
  return {
    kind: 'table',
    columns: [
      { label: 'Key', width: 24 }, { label: 'Network', width: 116 }, { label: 'Agent', tone: 'evidence' }, { label: 'Events', width: 40, right: true, tone: 'number' }, { label: 'Days', width: 30, right: true, tone: 'number' },
      { label: `First, last, ${times.name}`, width: 84, tone: 'number' }, { label: 'Stands out', width: 58 },
    ],
    rows: detail.profiles.slice(0, shown.profiles).map((p): Row => row(
      { text: '', mark: { kind: 'key', key: p.key, slot: p.slot } },
      { text: brief(p.network, 44), below: [{ text: [p.asn === null ? '' : `AS${p.asn}`, p.country ?? '', p.egress ?? ''].filter((part) => part !== '').join(' '), tone: 'cellMuted' }] },
      brief(p.template ?? 'no agent', 120), counted(p.count), counted(p.perDay.filter((n) => n > 0).length), `${times.short(p.first).slice(0, 15)}\n${times.short(p.last).slice(0, 15)}`,
      p.flags.map((flag) => flagWords[flag]).join(', '),
    )),
  };
}

function* credentialBlocks(detail: UserDetail, times: Times): Generator<Block> {
  if (detail.credentials.length === 0) return;
  yield heading('Credentials');
  yield {
    kind: 'table',
    columns: [{ label: 'Id', tone: 'evidence' }, { label: 'Issued', width: 96 }, { label: 'Networks', width: 140 }, { label: `First, last, ${times.name}`, width: 92, tone: 'number' }, { label: 'Events', width: 44, right: true, tone: 'number' }, { label: 'Failed', width: 38, right: true, tone: 'number' }],
    rows: detail.credentials.slice(0, shown.credentials).map((c): Row => row(
      { text: cut(c.id, 200), below: c.tokenType === null ? [] : [{ text: c.tokenType, tone: 'cellMuted' }] },
      c.issued === null ? { text: 'not in this evidence', tone: 'cellMuted' } : { text: times.short(c.issued.at), below: [{ text: cut([c.issued.by ?? '', c.issued.ip ?? ''].filter((part) => part !== '').join(', '), 160), tone: 'cellMuted' }] },
      named(c.networks.map((n) => brief(n.label, 30)), 2), `${times.short(c.first).slice(0, 15)}\n${times.short(c.last).slice(0, 15)}`, counted(c.count), counted(c.failures),
    )),
  };
  const more = detail.moreCredentials + Math.max(0, detail.credentials.length - shown.credentials);
  if (more > 0) yield paragraph(leftOut(more, 'credential'), 'caption');
}

function* placeBlocks(detail: UserDetail, model: ReportModel, times: Times): Generator<Block> {
  if (detail.places.length === 0) return;
  yield heading('Places of addresses');
  yield {
    kind: 'table',
    columns: [{ label: 'Place' }, { label: 'Within', width: 54, right: true, tone: 'number' }, { label: 'Networks', width: 150 }, { label: `First, last, ${times.name}`, width: 92, tone: 'number' }, { label: 'Events', width: 46, right: true, tone: 'number' }],
    rows: detail.places.slice(0, shown.places).map((p): Row => row(
      { text: [p.city ?? 'city not known', p.country ?? ''].join(' ').trim(), below: p.firstSeen ? [{ text: 'first seen after the learning time', tone: 'cellMuted' }] : [] },
      p.accuracyKm === null ? '' : `${counted(p.accuracyKm)} km`, cut(p.networks.map((n) => n.label).join(', '), 200), `${times.short(p.first).slice(0, 15)}\n${times.short(p.last).slice(0, 15)}`, counted(p.count),
    )),
  };
  const leap = detail.leaps[0];
  const between = (at: number): string => detail.places[at]?.city ?? detail.places[at]?.country ?? 'a place';
  if (leap !== undefined) yield paragraph(`Nearest in time: ${between(leap.from)} and ${between(leap.to)}, ${counted(Math.round(leap.km))} km and ${lasting(leap.apartMs)} apart at ${times.exact(leap.at)}.`);
  const tables = model.tables.filter((table) => table.role === 'city' || table.role === 'country').map((table) => `${table.name} of ${table.buildDate}`);
  yield paragraph(`Places of addresses by ${tables.length === 0 ? 'no table' : listed(tables)}; not proof of a person's place.${detail.places.length > shown.places ? ` ${leftOut(detail.places.length - shown.places, 'place')}.` : ''}`, 'caption');
}
