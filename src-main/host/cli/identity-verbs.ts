import { Fault, namedKinds, sayReason, strengthWords, traits, traitWords, type Identity, type NamedKind, type Page, type Trait, type UserRow } from '../../contract/index.ts';
import { EXIT, jsonText, openToRead, openToWrite, type Cli } from './context.ts';
import { plain, table } from './terminal.ts';

/** `bilocate identity CASE`: who is one person, who may be, and which organisations there are. */
export async function identityVerb(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const identity = await cli.app.desk.reader().ask('identity', {});
  cli.out(cli.json ? jsonText(identity) : identityText(identity));
  return EXIT.done;
}

/** `bilocate users CASE`: every user with its names, the rarest thing last: how long it was in two places. */
export async function usersVerb(cli: Cli, path: string): Promise<number> {
  await openToRead(cli, path);
  const rows: UserRow[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: Page<UserRow> = await cli.app.desk.reader().ask('users', { text: '', sort: 'overlap', descending: true, onlyInTwoPlaces: false, after, limit: 1000 });
    rows.push(...page.rows);
    after = page.next;
  }
  cli.out(cli.json ? jsonText(rows) : `${table(['user', 'other names', 'sources', 'is', 'events', 'findings', 'in two places (min)'], rows.map((row) => [
    row.user, row.names.join(', '), row.sources.join(', '), row.trait === null ? '' : `${traitWords[row.trait.value]}${row.trait.said === null ? '?' : ''}`, String(row.events), String(row.findings), row.longest === null ? '' : String(Math.round(row.overlapMs / 60_000)),
  ].map(plain)))}\n`);
  return EXIT.done;
}

/** `bilocate identity CASE accept A B`, `refuse A B` */
export function aliasVerb(cli: Cli, path: string, said: { readonly a: string; readonly b: string; readonly same: boolean; readonly reason: string }): Promise<number> {
  return note(cli, path, () => cli.app.desk.keeper().ask('alias', said));
}

/** `bilocate identity CASE trait USER TRAIT`; `none` takes it away. */
export function traitVerb(cli: Cli, path: string, said: { readonly user: string; readonly trait: string; readonly reason: string }): Promise<number> {
  const trait = said.trait === 'none' ? null : traits.find((one) => one === said.trait);
  if (trait === undefined) throw new Fault('call/bad-input', { name: 'identity.trait', at: 'trait', problem: `one of ${[...traits, 'none'].join(', ')}` });
  return note(cli, path, () => cli.app.desk.keeper().ask('trait', { user: said.user, trait: trait satisfies Trait | null, reason: said.reason }));
}

/** `bilocate identity CASE name ID NAME`: an account where the case has one of that id, else an organisation. An empty name takes it away. */
export function labelVerb(cli: Cli, path: string, said: { readonly id: string; readonly name: string; readonly kind: string | undefined; readonly reason: string }): Promise<number> {
  return note(cli, path, async () => {
    const { organizations } = await cli.app.desk.reader().ask('identity', {});
    const kind: NamedKind | undefined = namedKinds.find((one) => one === said.kind) ?? organizations.find(({ id }) => id === said.id)?.kind;
    if (kind === undefined) throw new Fault('call/bad-input', { name: 'identity.label', at: 'id', problem: 'the case has no organisation and no account of this id' });
    return cli.app.desk.keeper().ask('label', { kind, id: said.id, name: said.name, reason: said.reason });
  });
}

/** Writes a decision and says its number; it can be taken back in the app. */
async function note(cli: Cli, path: string, decide: () => Promise<number | null>): Promise<number> {
  await openToWrite(cli, path, null);
  const seq = await decide();
  cli.out(cli.json ? jsonText({ seq }) : seq === null ? 'It stood so already.\n' : `Noted as decision ${seq}.\n`);
  return EXIT.done;
}

function identityText({ persons, suggestions, moreSuggestions, said, organizations, links }: Identity): string {
  const named = (id: string, name: string | null): string => (name === null ? id : `${name} (${id})`);
  const parts = [
    persons.length === 0 ? 'No names were joined.' : table(['person', 'name', 'events', 'sources'], persons.flatMap(({ user, names }) => names.map((one, at) => [at === 0 ? user : '', one.name, String(one.events), one.sources.map(({ dataset }) => dataset).join(', ')].map(plain)))),
    suggestions.length === 0 ? 'Nobody else looks like one person.' : table(['may be one person', 'strength', 'for', 'against'], suggestions.map(({ a, b, strength, for: speaksFor, against }) => [`${a.name} = ${b.name}`, strengthWords[strength], speaksFor.map(sayReason).join('; '), against.map(sayReason).join('; ')].map(plain))),
    ...(moreSuggestions === 0 ? [] : [`and ${moreSuggestions} more`]),
    ...(said.length === 0 ? [] : [table(['said', 'names', 'by', 'at', 'reason'], said.map((one) => [one.value === 'different' ? 'different' : one.held === null ? 'same' : `same, held back (${one.held.join(' is not ')})`, `${one.a}, ${one.b}`, one.analyst, one.at, one.reason].map(plain)))]),
    ...(organizations.length === 0 ? [] : [table(['organisation or account', 'events', 'sources'], organizations.map((one) => [named(one.id, one.name), String(one.events), one.sources.map(({ dataset }) => dataset).join(', ')].map(plain)))]),
    ...(links.length === 0 ? [] : [table(['linked', 'how', 'events', 'users'], links.map((one) => [`${named(one.from, one.fromName)} in ${named(one.to, one.toName)}`, one.kind, String(one.events), `${one.users.join(', ')}${one.moreUsers > 0 ? ` and ${one.moreUsers} more` : ''}`].map(plain)))]),
  ];
  return `${parts.join('\n\n')}\n`;
}
