import { strengthWords, traitWords } from '@contract/identity-words.ts';

export const identity = {
  // What reasons say is filled by the contract, so that the command line says the same.
  strength: strengthWords, trait: traitWords,
  tabs: { label: 'What is shown of the users', users: 'Users', same: 'Same person?', organizations: 'Organisations' },
  same: {
    lead: 'Names that may be one person. What you accept joins them on every screen and in the report; evidence, events and counts stay as the logs have them.', list: 'Suggestions', loading: 'Comparing names', failed: 'Names could not be compared.',
    columns: { names: 'Names', strength: 'Looks', for: 'For', against: 'Against' }, and: 'and', more: '1 weaker one is not listed. | {n} weaker ones are not listed.',
    accept: 'Same person', refuse: 'Different people', reason: 'Reason', reasonHint: 'Why, for the case log', nothing: 'nothing', eventsOf: 'Events of {user}: {n}', open: 'Open {user}',
    none: 'No two names look like one person', noneText: 'Nothing in the names, keys, sessions, devices or addresses of this case speaks for it, or all of it was decided. Two names can be joined on the page of a user.', noUsers: 'No users in this case yet', noUsersText: 'Suggestions come from events. Add evidence first.', add: 'Add evidence',
    accepted: '{a} and {b} are one person now.', refused: '{a} and {b} are different people now.', already: 'It stood so already.',
    status: 'no suggestion | 1 suggestion | {n} suggestions', keys: 'J K next, A same person, R different people, Ctrl Z takes back',
  },
  said: { title: 'What was said', none: 'Nobody joined or parted names yet.', same: 'same person', different: 'different people', held: 'Held back: {a} and {b} were said to be different.', undo: 'Take back', undoOf: 'Take back: {a}, {b}', by: '{analyst}, {at}', list: 'What was said of names' },
  user: {
    title: 'Names', lead: 'everything on this page is of all of them', one: 'the only one of this user', list: 'Names of this user', columns: { name: 'Name', sources: 'Sources', events: 'Events', first: 'First, {zone}', last: 'Last, {zone}' }, also: 'and 1 more name | and {n} more names', jump: 'Names of this user',
    add: 'Another name of this person', addHint: 'User name as the logs have it', addDo: 'Join',
    who: 'Who it is', whoSaid: 'said by {analyst}, {at}', whoSuggested: 'suggested', whoNone: 'nobody said, and nothing suggests it', whoSet: 'Who stands behind this user', unsaid: 'not said', confirm: 'Confirm', mark: '{trait}?', markTitle: 'Suggested: {why}', markSaid: 'Said by {analyst}',
    organizations: 'Organisations', organizationsNone: 'No event names one.',
  },
  organizations: {
    lead: 'Organisations, tenants and accounts that the logs name. A name that you give stands beside the id on every screen, in the report and in JSON.', list: 'Organisations and accounts', none: 'No event names an organisation or account.',
    columns: { id: 'Id', name: 'Name', kind: 'Is', events: 'Events', sources: 'Sources', first: 'First, {zone}', last: 'Last, {zone}' }, kind: { organization: 'organisation', account: 'account' }, nameOf: 'Name of {id}', nameHint: 'no name', saved: '{id} is called “{name}” now.', cleared: '{id} has no name now.', eventsOf: 'Events of {id}: {n}',
    links: 'Linked, not merged', linksLead: 'guests, and actors of one account in another', linkList: 'Links between organisations', linksNone: 'No guest and no actor of another account.', linkColumns: { from: 'From', to: 'In', how: 'How', events: 'Events', both: 'Logged by both', users: 'Users' }, how: { 'guest': 'guest', 'cross-account': 'other account' }, moreUsers: 'and {n} more', linkEvents: 'Events of {from} in {to}: {n}',
  },
};
