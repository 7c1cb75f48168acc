export const users = {
  title: 'Users', filter: 'Filter by name', clear: 'Clear', only: 'Only in two places', shown: 'no user | 1 user | {n} users', of: '{shown} of {total} users', wholeCase: 'Figures are of the whole case, whatever time range is set.', counting: 'Counting',
  columns: { user: 'User', type: 'Who', sources: 'Sources', overlap: 'In two places', events: 'Events', findings: 'Findings', risk: 'Risk', profiles: 'Profiles', networks: 'Networks', first: 'First, {zone}', last: 'Last, {zone}' },
  more: '+{n}', names: 'also {names}', list: 'Users of the case', eventsOf: 'Events of {user}: {n}', findingsOf: 'Findings of {user}: {n}', never: 'no', untriaged: '{n} untriaged',
  none: 'No user passes the filter', noneText: 'No user name contains “{text}”.', noneTwice: 'No user of this case was in two places.', noneBoth: 'No user in two places has a name that contains “{text}”.', showAll: 'Show all users',
  empty: 'No users in this case yet', emptyText: 'Users come from events. Add evidence first.', nameless: 'No event names a user', namelessText: '1 event was imported, and it has no user name. | {n} events were imported, and none of them has a user name.', add: 'Add evidence', toEvents: 'Show the events', failed: 'The users could not be read.',
  status: '{shown} of {total} users', keys: 'J K next, Enter opens, / filter, E events',
};
