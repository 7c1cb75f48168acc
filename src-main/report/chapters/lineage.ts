import type { LineageEdge, LineageNode, UserLineage } from '../../contract/index.ts';
import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { Times } from '../times.ts';
import { brief, counted, countOf, cut, lasting, leftOut, listed } from '../words.ts';
import { exposedByWords } from './exposed.ts';

const SHOWN = 25;
const stepWords = { root: 'session of the sign-in', session: 'used in the session', sso: 'single sign-on', exposed: 'read on the host' } as const;

/** What the keys, tokens and sessions of a user came from: steps that change the network first, then by time. Nothing where no event joins any. */
export function* lineageBlocks(lineage: UserLineage | null, times: Times): Generator<Block> {
  if (lineage === null || lineage.edges.length === 0) return;
  yield heading('Lineage of keys, tokens and sessions');
  const ranked = lineage.edges.toSorted((a, b) => Number(b.fresh) - Number(a.fresh) || Number(b.changes.network !== null) - Number(a.changes.network !== null) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  yield {
    kind: 'table',
    columns: [{ label: 'Step', width: 104 }, { label: 'From', tone: 'evidence' }, { label: 'To', tone: 'evidence' }, { label: `First, ${times.name}`, width: 84, tone: 'number' }, { label: 'Change', width: 130 }],
    rows: ranked.slice(0, SHOWN).map((edge): Row => row(
      { text: edge.kind === 'issued' ? cut(edge.action, 60) : stepWords[edge.kind], below: [...(edge.edges > 1 ? [{ text: `${counted(edge.edges)} times`, tone: 'cellMuted' as const }] : []), { text: edge.sure === 'stated' ? 'the log says so' : 'inferred', tone: 'cellMuted' as const }] },
      edge.from === null ? { text: 'names no credential', tone: 'cellMuted' } : nodeCell(lineage.nodes[edge.from]!), nodeCell(lineage.nodes[edge.to]!), times.short(edge.at).slice(0, 15), changeText(edge),
    )),
  };
  const inferred = lineage.edges.filter((edge) => edge.why !== null);
  const more = Math.max(0, ranked.length - SHOWN);
  yield paragraph(`What looks alike is one row.${more > 0 ? ` ${leftOut(more, 'step')}.` : ''}${lineage.more > 0 ? ` ${countOf(lineage.more, 'credential or session', 'credentials or sessions')} not followed.` : ''}${inferredText(inferred, 'application')}${inferredText(inferred, 'process')}`, 'caption');
}

function nodeCell({ id, kind, name, members, users, own, uses, logs }: LineageNode): { readonly text: string; readonly below: { readonly text: string; readonly tone: 'cellMuted' }[] } {
  const said = [...(members > 1 ? [countOf(members, kind)] : []), uses === 0 ? 'never used in this evidence' : countOf(uses, 'event'), ...(logs.length < 2 ? [] : logs.map((log) => `${log.dataset} ${counted(log.events)}`)), ...(own || users.length === 0 || kind === 'host' ? [] : [`used by ${brief(users[0]!, 40)}`])];
  return { text: kind === 'host' && name !== null ? `host ${cut(name, 80)}` : cut(id, 120), below: [{ text: said.join(', '), tone: 'cellMuted' }] };
}

/** What a step changes, the gravest first: network, else agent, else address. */
function changeText({ before: when, changes }: LineageEdge): string {
  const change = changes.network ?? changes.agent ?? changes.ip;
  if (change === null) return '';
  const [from, to] = [cut(listed(change.from.map((text) => brief(text, 40))), 120), cut(listed(change.to.map((text) => brief(text, 40))), 160)];
  const [before, after] = when === 'issued' ? ['issued', 'used'] : when === 'read' ? ['before it was read', 'then'] : ['began', 'then'];
  return changes.network !== null ? `${before} on ${from}, ${after} ${when === 'issued' ? 'from' : 'on'} ${to}` : changes.agent !== null ? `${before} with ${from}, ${after} with ${to}` : `${before} from ${from}, ${after} from ${to}`;
}

/** What inferred steps of a kind rest on, told by the first of them. */
function inferredText(inferred: readonly LineageEdge[], kind: 'application' | 'process'): string {
  const why = inferred.find((edge) => edge.why !== null && kind in edge.why)?.why ?? null;
  if (why === null) return '';
  if (!('process' in why)) {
    return ` Inferred steps join no ids: one person, one address and minutes between a single sign-on and a sign-in, for instance ${brief(why.user, 60)} to ${brief(why.application, 40)}, ${lasting(Math.abs(why.apartMs))} apart.`;
  }
  const to = [...why.after.networks, ...why.after.agents][0] ?? '';
  return ` A step from a host is inferred: no process log shows a key. For instance ${brief(why.user, 60)} touched ${brief(why.store, 60)}; of ${countOf(why.candidates, 'credential')} that ${exposedByWords[why.by](brief(why.actor, 60))} in the thirty days before, ${counted(why.moved)} came from elsewhere later, the first time as ${brief(to, 60)}.`;
}
