export const overview = {
  title: 'Overview', add: 'Add evidence', triage: 'Triage findings', failed: 'The overview could not be read.', counting: 'Counting', wholeCase: 'Figures are of the whole case, not of the time range.', clearRange: 'Clear the range',
  lead: {
    strongest: 'Strongest lead:', wasOn: 'was on', and: 'and', sameTime: 'at the same time for', sameMoment: 'at the same moment', finding: 'Finding of {user}', user: 'Page of {user}',
    checked: 'Nobody was in two places: {users} and {events} were checked.', notRun: 'Hunts have not run yet.', runHunts: 'Go to hunts', noFindings: '1 rule ran and found nothing. That is no proof that nothing happened. | {rules} rules ran and found nothing. That is no proof that nothing happened.', empty: 'Nothing to look at yet.',
  },
  facts: { twoPlaces: 'Users in two places', findings: 'Findings', open: 'Untriaged', users: 'Users', events: 'Events', covered: 'Time covered', moment: 'one moment', gaps: 'no gap | 1 gap | {n} gaps', ofSeverity: '{n} of severity {severity}', showGaps: 'Show the gaps as a list' },
  meaning: {
    button: 'What “in two places” means', title: 'In two places',
    text: 'Either one session or key was on two networks at once, neither of them a way out that the user is known by. Or the user was, by several sessions, on two networks at once of which one was new after the learning time.',
    long: 'How long is the length of all such spans together. A single call in the midst of a stay elsewhere counts 0 min.',
    not: 'It does not say that a person was in two places: an address shows where a connection left a network. Look for a relay or VPN, a roaming phone or a shared role first.', more: 'The whole definition: docs/two-places.md',
  },
  twoPlaces: {
    title: 'Users in two places', cap: 'sessions from different networks or countries that overlap, longest first', of: 'of', users: 'users', user: 'User', overlap: 'Overlap', networks: 'Networks at the same time', day: 'Day, {zone}', hours: 'Hours of the day', span: 'Longest span, {zone}', findings: 'Findings', verdict: 'Verdict',
    openSpan: 'Events of {user} in the longest span, {span}', lanes: '{user} on {day}: {networks}; at the same time {span}', findingsOf: '1 finding of {user} | {n} findings of {user}', none: 'Nobody was in two places.',
    noneText: '{users} with {events} were checked. A thief on a network that the user is known by would not show here.', noneHunted: 'Findings look for it by other ways.',
  },
  hypotheses: {
    title: 'Hypotheses', cap: 'one bar per finding, height = severity', findings: '0 findings | 1 finding | {n} findings',
    H1: 'Several networks on one identity', H2: 'Several user agents on one identity', H3: 'Network not seen before', H4: 'Several countries on one identity', H5: 'Country not seen before', H6: 'Actions unusual for the user',
    users: 'no user | 1 user | {n} users', found: '{title}: 1 finding | {title}: {n} findings', more: '+{n}', nothing: '1 rule ran, nothing found | {n} rules ran, nothing found', notRun: 'not run', noRule: 'no rule yet', some: '{ran} of {rules} rules ran', bars: 'Findings by severity: {list}',
  },
  coverage: {
    title: 'Evidence coverage', cap: 'events per {slice}, each source on its own scale; hatched = nothing collected, or nothing happened', source: 'Source', events: 'Events', first: 'First, {zone}', last: 'Last, {zone}', gaps: 'Silences, {zone}', noGaps: 'none', perHour: 'An hour', missing: 'Missing parts', noParts: 'not told apart', findings: 'Findings',
    between: 'silent {span}', before: 'nothing before {at}', after: 'nothing after {at}', label: 'Events of 1 source over {span}, {gaps} | Events of {n} sources over {span}, {gaps}', plot: '{source}: events per {slice}', slice: '{span} {zone}: 1 event | {span} {zone}: {n} events', open: 'A click opens the events, a drag sets the time range; arrow keys move, Enter opens', chart: 'How it is shown', asChart: 'Chart', asTable: 'Table',
    findingsAt: '1 finding that begins {span}: {severity} | {n} findings that begin {span}, gravest {severity}', empty: 'No evidence yet', noEvents: 'No events',
    noEventsText: 'The evidence of this case has no event in it. What was skipped, and why, is said there.', importing: 'An import is running. The first events show here as soon as they are in.',
  },
  source: {
    k8s_audit: 'Kubernetes audit', windows_process: 'Windows processes', linux_process: 'Linux processes', macos_process: 'macOS processes', gcp_audit: 'Google Cloud audit',
    google_workspace_login: 'Google Workspace', github_audit: 'GitHub audit', duo_auth: 'Duo', onelogin: 'OneLogin', ping_one: 'PingOne', auth0: 'Auth0', '1password': '1Password', custom: 'Own mapping',
    'reference_aws_credential_report': 'IAM credential report', 'reference_aws_ec2': 'EC2 instances', 'reference_entra_directory': 'Entra directory', 'reference_okta_directory': 'Okta directory', 'reference_assignments': 'Assignments', 'reference_travel': 'Travels',
    aws_cloudtrail: 'AWS CloudTrail', entra_signin: 'Entra sign-ins', entra_audit: 'Entra audit', entra_risk: 'Entra risk', graph_activity: 'Graph activity', azure_activity: 'Azure activity',
    m365_audit: 'Microsoft 365 audit', okta_system: 'Okta System Log',
  },
  firstSeen: { title: 'First seen', cap: 'newest first, baseline {days} d', of: 'newest {shown} of {total}', all: '{n} in all', none: 'Nothing new after the learning time of {days} d.', nothing: 'Nothing yet.', list: 'Values that a user had not had before',
    kinds: { network: 'network', country: 'country', agent: 'agent', action: 'action', service: 'service', region: 'region', ip: 'IP' } },
  status: { rules: '1 rule ran | {n} rules ran', at: '{what}, last {at} {zone}' },
};
