/** Words of the lineage on the page of a user, and of logins in the events. */
export const lineage = {
  title: 'Lineage', lead: 'what keys, tokens and sessions came from', chart: 'Graph', table: 'Table', shown: 'Graph or table', altT: 'Alt T', loading: 'Tracing …',
  moved: 'other network', inferred: 'inferred', many: '{n} sessions | {n} credentials',
  kind: { credential: 'Credential', session: 'Session' },
  members: { credential: '1 credential | {n} credentials', session: '1 session | {n} sessions' },
  word: { root: 'descends from', session: 'used in it', sso: 'single sign-on' },
  step: { root: 'session of the sign-in', session: 'used in the session', sso: 'single sign-on' },
  note: { network: 'other network', agent: 'other agent', ip: 'other address' },
  change: { network: 'on {from}, then on {to}', agent: '{from}, then {to}', ip: 'from {from}, then from {to}' },
  issuedChange: { network: 'issued on {from}, used from {to}', agent: 'issued with {from}, used with {to}', ip: 'issued from {from}, used from {to}' },
  times: '×{n}', events: '1 event | {n} events', unused: 'never used here', byOther: 'used by {user}', moreUsers: '+{n}', inSession: 'in session {id}', noParent: 'names no credential', open: 'Show the event that says so',
  openEvents: 'Show its events', someIds: 'Its first {n} ids', networks: '+{n}',
  why: 'Inferred: {user} opened {application} and signed in from the same address, {apart} apart. No id joins the two. | Inferred: {user} opened {application} and signed in from the same address, {apart} apart. No id joins the two, and {n} other sessions would have done.',
  columns: { kind: 'Step', from: 'From', to: 'To', when: 'First, {zone}', change: 'Change', sure: 'Says', uses: 'Events' },
  stated: 'log', more: '1 more is not drawn. | {n} more are not drawn.', cut: 'There are more steps than are read here; follow one of its users.',
  alone: 'Of 1 credential of this user no event says what it came from: it is in the list below. | Of {n} credentials of this user no event says what they came from: they are in the list below.',
  none: {
    untraced: { title: 'Not traced yet', text: 'Lineage is traced after each import. Nothing has been imported into this case since.' },
    ids: { title: 'No credentials in these events', text: 'The sources of this user name no key, token or session that could be followed. It takes CloudTrail with access keys, Entra sign-ins with their token and session ids, Microsoft 365 or Graph activity that names the token, or Okta with its root session.' },
    issue: { title: 'Nothing says where these came from', text: 'The keys and sessions of this user stand alone: no event in this case issued one, and none was issued with them. It takes the events that issue: AssumeRole, GetSessionToken and CreateAccessKey of the accounts involved, or the sign-ins of Entra and Okta of that time.' },
  },
  failed: 'The lineage could not be read.',
};
