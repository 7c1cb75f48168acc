/** What is said of evidence before it is read. */
export const plan = {
  title: 'Before the import', looking: 'Looking at the first records …', start: 'Import', drop: 'Put away', again: 'Look again',
  figures: {
    files: 'Files', bytes: 'Size', events: 'Events', out: 'Out of scope', disk: 'The case grows by', time: 'Takes', free: '{free} free', about: 'about {n}', unknown: 'cannot be said',
    looked: 'looked at {looked} of {total} files', few: 'under 1 s',
  },
  columns: { file: 'File', size: 'Size', source: 'Source', zone: 'Zone where none is named', events: 'Events', span: 'From to, {zone}' },
  recognised: '{shape}, {percent} % sure', asSaid: 'by your word', nothing: 'not recognised', auto: 'As recognised: {name}', autoNone: 'As recognised',
  sourceOf: 'Source of {file}', zoneOf: 'Zone of {file}', zoneHere: 'as below, {zone}', zoned: 'all name one',
  more: '0 more files are not listed | 1 more file is not listed | {n} more files are not listed',
  unknown: { title: 'Not recognised', lead: '{unknown} of {looked} records that were looked at are of no source that is known. They are kept with the evidence and counted as skipped.', kept: 'none | 1 record is of no source that is known: kept as evidence, counted as skipped. | {unknown} records are of no source that is known: kept as evidence, counted as skipped.', record: 'record {n}', others: 'no other record | Show 1 more record | Show {n} more records', none: 'Nothing comes near.', sure: '{percent} %' },
  scope: {
    title: 'Take in only a part', lead: 'What lies outside is hashed and counted, and can be taken in later without the files.', on: 'a part', from: 'From, {zone}', to: 'Until before, {zone}', hint: 'YYYY-MM-DD hh:mm',
    sources: 'Sources', classes: 'Event classes', accounts: 'Accounts, tenants', users: 'Users', list: 'separated by commas',
  },
  times: {
    title: 'Zone and clock', lead: 'Times that name a zone are taken as they are. A zone is for those that name none; an offset is added to all times of a source whose clock was off. Both are written into the case log.',
    zone: 'Zone of times that name none', utc: 'UTC', offset: 'Offset of {source}', offsetHint: 'seconds, or ±h:mm:ss',
  },
  order: { title: 'Order', given: 'by path', newest: 'youngest first', smallest: 'small ones first' },
  category: { session: 'session', authentication: 'authentication', mfa: 'MFA', api: 'API', process: 'process', configuration: 'configuration' },
  trouble: { from: 'The first time cannot be read.', to: 'The last time cannot be read.', range: 'The first time is not before the last.', zone: 'No such zone: {name}', offset: 'The offset of {source} cannot be read.' },
  taken: {
    title: 'How it was taken in', all: 'everything', scope: 'Scope', zone: 'Zone of times without one', source: 'Source', offset: 'Clock offset', byYou: '{source}, by the analyst’s word', seconds: '{source} {seconds} s',
    from: 'from {at}', to: 'until before {at}', users: 'users {list}', accounts: 'accounts {list}', sources: 'sources {list}', classes: 'classes {list}', assumed: '0 times without a zone | 1 time without a zone | {n} times without a zone', unsure: 'of which {n} fall into a change of clocks',
    widen: 'Take in more', widenAll: 'Take in everything', widenLead: 'Only what is out of scope is read again, from the case itself.', widenTo: 'Take in this much',
  },
};
