import type { LineageEdge, LineageNode, UserLineage } from '../../contract/index.ts';
import { type Block, heading, paragraph, row, type Row } from '../blocks.ts';
import type { Times } from '../times.ts';
import { brief, counted, countOf, cut, lasting, leftOut, listed } from '../words.ts';

const SHOWN = 25;
const stepWords = { root: 'session of the sign-in', session: 'used in the session', sso: 'single sign-on' } as const;

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
  yield paragraph(`What looks alike is one row.${more > 0 ? ` ${leftOut(more, 'step')}.` : ''}${lineage.more > 0 ? ` ${countOf(lineage.more, 'credential or session', 'credentials or sessions')} not followed.` : ''}${inferred.length === 0 ? '' : ` ${inferredText(inferred[0]!)}`}`, 'caption');
}

function nodeCell({ id, kind, members, users, own, uses }: LineageNode): { readonly text: string; readonly below: { readonly text: string; readonly tone: 'cellMuted' }[] } {
  const said = [...(members > 1 ? [countOf(members, kind)] : []), uses === 0 ? 'never used in this evidence' : countOf(uses, 'event'), ...(own || users.length === 0 ? [] : [`used by ${brief(users[0]!, 40)}`])];
  return { text: cut(id, 120), below: [{ text: said.join(', '), tone: 'cellMuted' }] };
}

/** What a step changes, the gravest first: network, else agent, else address. */
function changeText({ before: when, changes }: LineageEdge): string {
  const change = changes.network ?? changes.agent ?? changes.ip;
  if (change === null) return '';
  const [from, to] = [cut(listed(change.from.map((text) => brief(text, 40))), 120), cut(listed(change.to.map((text) => brief(text, 40))), 160)];
  const [before, after] = when === 'issued' ? ['issued', 'used'] : ['began', 'then'];
  return changes.network !== null ? `${before} on ${from}, ${after} ${when === 'issued' ? 'from' : 'on'} ${to}` : changes.agent !== null ? `${before} with ${from}, ${after} with ${to}` : `${before} from ${from}, ${after} from ${to}`;
}

const inferredText = ({ why }: LineageEdge): string =>
  why === null ? '' : `Inferred steps join no ids: one person, one address and minutes between a single sign-on and a sign-in, for instance ${brief(why.user, 60)} to ${brief(why.application, 40)}, ${lasting(Math.abs(why.apartMs))} apart.`;
