export const user = {
  users: 'Users', loading: 'Reading the user', events: 'Events', report: { add: 'Add to report', in: 'In report', key: 'In or out of the report (R)' },
  verdicts: 'Verdicts of the findings',
  unknown: { title: 'No such user', text: 'No event of this case was made by “{user}”. It may be written in another way.', do: 'All users' },
  failed: { title: 'The user could not be read', do: 'Try again' },
  facts: {
    identities: 'Identities', account: 'account {id}', more: 'and {n} more', hours: 'Usual hours', noHours: 'none', hoursTitle: 'The shortest range of hours that holds 80 % of the events', networks: 'Usual networks', none: 'none',
    twoPlaces: 'In two places', twoPlacesTitle: 'How long the user was active on two networks at once, with gaps of up to 12 minutes: one key or session on two networks, or one of the networks new to the user. Known ways out such as a VPN are left out. Press to fit the longest.', never: 'never',
    findings: 'Findings', noFindings: 'none', events: 'Events',
  },
  lanes: {
    title: 'Networks over time', by: 'Lanes by', kind: { network: 'Network', credential: 'Credential', session: 'Session', device: 'Device' }, twoPlaces: 'in two places, {span}', firstSeen: 'first seen', findings: 'findings, count', gap: 'no events of a source',
    shown: 'How it is shown', chart: 'Chart', table: 'Table', altT: 'Alt T', range: 'Time shown', whole: 'All', day: 'Day', hours: '6 h', fit: 'Fit overlap', fitKey: 'Fit the next overlap (O)',
    from: 'From, {zone}', to: 'To, {zone}', apply: 'Show', bad: 'From must be before to, as 2026-05-19 14:37', typed: 'Type times', strip: '{n} days', stripHelp: 'drag to move the view', view: 'Part that is shown', moreLanes: '1 more lane is not shown | {n} more lanes are not shown', others: 'and {n} more',
    noValue: 'none named', findingsLane: 'Findings', finding: '1 finding: {numbers} | {n} findings: {numbers}', gapOf: 'no {dataset}', gapLabel: 'No events of {dataset} from {from} to {to}', overlapLabel: 'In two places for {span}: {networks}', rest: 'other profiles',
    none: 'No events of this user in this time', widen: 'Show all', columns: { profile: 'Key', client: 'User agent', events: 'Events', sessions: 'Sessions', first: 'First, {zone}', last: 'Last, {zone}', flags: 'Flags' }, help: 'Arrows move the view, Shift and arrows resize it, + and − zoom, O fits the next overlap.',
  },
  profiles: {
    title: 'Session profiles', lead: 'network, country and user agent;', varies: 'varies', sum: '1 profile from {events} events | {n} profiles from {events} events', network: 'Network', signature: 'User agent signature', events: 'Events', days: 'Days seen', first: 'First, {zone}', flags: 'Flags',
    order: { label: 'Order', rarest: 'Rarest first', most: 'Most first' }, noAgent: 'no user agent', variants: '1 string behind it | {n} strings behind it', variantsOf: 'Strings behind profile {key}', moreVariants: 'The {shown} with most events of {n}.', daysOf: '{n} of {total} days', flag: { 'first-seen': 'first seen', 'in-two-places': 'in two places', rare: 'rare' },
    pin: 'Space lights one profile', pinned: 'Only {key} is lit', unpin: 'Light all', pinRow: 'Profile {key}: light it alone', more: '1 more profile | {n} more profiles', noNetwork: 'no network',
  },
  credentials: { title: 'Credentials', none: 'No credential is named in the events of this user.', id: 'Id', type: 'Token type', issued: 'Issued, {zone}', by: 'By, from', first: 'First, {zone}', last: 'Last, {zone}', networks: 'Networks', sessions: 'Sessions', failures: 'Failures', events: 'Events', notSeen: 'not in the case', more: '1 more credential is not listed. | {n} more credentials are not listed.', issuedEvent: 'The event that created it' },
  places: {
    title: 'Places', lead: 'from IP address, halo = accuracy', leap: '{km} km, {span} apart', under: 'under 1 s', note: 'By IP address: indicative, not proof of where a person was.', list: 'Places by IP address', noCity: 'no city', networks: '{n} networks', none: 'No address of this user has a place in the tables.', noTables: 'No table of places is in this case: choose one in Settings to see where addresses are said to be.', toTables: 'Tables', city: 'City', network: 'Networks', events: 'Events',
  },
  firstSeen: { title: 'First seen', lead: 'new to this user after its first days', none: 'Nothing was new after the first days.', kind: { network: 'Network', country: 'Country', agent: 'User agent', action: 'Action', service: 'Service', region: 'Region', ip: 'IP' }, open: 'Show the event', more: 'Show all {n}' },
  findings: { title: 'Findings', none: 'No findings about this user.', no: 'No', finding: 'Finding', start: 'Start, {zone}', verdict: 'Verdict', sev: 'Sev', events: 'Events' },
  status: { events: '1 event of {user} | {n} events of {user}', profiles: '1 profile | {n} profiles', gap: 'Time gap that ends a session: {span}', view: 'Shown: {span}' },
  action: { events: 'Events of the user', report: 'User in or out of the report', fit: 'Fit the next time in two places', whole: 'Show the whole time', table: 'Charts or their tables', unpin: 'Light all profiles' },
};
