export const hunts = {
  title: 'Hunts', runAll: 'Run all rules', run: 'Run', runOne: 'Run {rule}', lead: '1 rule | {n} rules',
  columns: { rule: 'Rule', title: 'What it looks for', variant: 'Variant', output: 'Gives', severity: 'Severity', sources: 'Sources', last: 'Last run, {zone}', result: 'Result' },
  kind: { match: 'Match', aggregate: 'Window', first_seen: 'First seen', outlier: 'Outlier', rarity: 'Profile', sequence: 'Sequence', pair: 'Pair', join: 'Join', compare: 'Compare', meta: 'Over findings' },
  output: { finding: 'findings', view: 'table' },
  never: 'not run', found: '1 finding | {n} findings', rowsFound: '1 row | {n} rows', dropped: '{n} left out', own: 'own',
  status: { done: 'done', failed: 'failed', stopped: 'stopped', skipped: 'not run' },
  noCase: 'Rules run on the events of a case. Add evidence first.',
  openTable: 'Open the table of {rule}',
  table: {
    title: 'Hunt table', back: 'All rules', lead: 'A hunt table lists and adds no risk: any row can be made a finding.', ran: 'ran {at} {zone}.', list: 'Rows of {rule}', shown: '{shown} of {total} rows here, more come with scrolling',
    csv: 'Export CSV', row: 'Row {row}', values: 'Values of the row',
    promote: 'Promote', promoteRow: 'Promote row {row}', promoted: 'Finding', toFinding: 'Open the finding', toFindingOf: 'Open the finding of row {row}', reason: 'Reason', reasonNeeded: 'Why is this a finding? Enter records it',
    promoteText: 'The finding gets the events of this row, severity Info, and your reason. No later hunt takes it back.', promotedText: 'This row was made a finding.',
    noRule: 'There is no rule of this name', givesFindings: 'This rule gives findings, not a table', toFindings: 'Go to findings',
    notRun: 'Not run yet', notRunText: '{events} events from {exhibits} exhibits are ready.', notDone: 'The last run did not end well', notDoneText: 'It started {at} {zone} and left no table behind.',
    none: 'No rows', noneText: 'The run of {at} {zone} gave no row. The case has {events} events between {span} {zone}; {skips} records were skipped, {dropped} events were left out by the rule.',
    measure: {
      network_identity: 'Network', session_profile: 'Session profile', first: 'First', last: 'Last', window_start: 'Window from', window_end: 'Window to', value: 'Value', known_values: 'Known before',
      events: 'Events', sessions: 'Sessions', days: 'Days', event_share: 'Share of events', session_share: 'Share of sessions', day_share: 'Share of days',
      group_events: 'Events of group', group_sessions: 'Sessions of group', group_days: 'Days of group', other_sessions: 'Sessions of others', other_days: 'Days of others',
      tenant_groups: 'Groups in tenant', tenant_events: 'Events in tenant', tenant_sessions: 'Sessions in tenant', tenant_days: 'Days in tenant',
    },
  },
};
export const log = {
  title: 'Case log', lead: 'append-only, each entry chained to the one before',
  columns: { seq: 'No', at: 'Time, {zone}', analyst: 'Analyst', action: 'Action', object: 'Object', payload: 'Entry', hash: 'Chain' },
  verify: 'Check case', of: '{n} entries', entry: 'Entry {seq}', list: 'Entries of the case log', hash: 'Chain value', results: 'Result of the check', holds: 'Everything that was checked holds.', broken: 'Something does not hold.',
};
export const report = {
  title: 'Report', write: 'Write PDF', out: 'File', outHint: 'Optional. Otherwise beside the case file',
  lead: 'One PDF that stands on its own.',
  parts: 'What is in it',
  part: {
    cover: 'Case facts, evidence with hashes, acquisition and ledger', findings: 'Findings with their charts, events and verdicts', records: 'Annex of the cited records, with their places',
    rules: 'Rules that ran, with parameters', tables: 'Network and country tables, with dates and attribution', log: 'Head of the case log',
  },
  findings: '{findings} findings, {open} without a verdict', events: '{events} events from {exhibits} exhibits', skips: '{skips} records skipped',
  openVerdicts: 'Findings without a verdict are printed as untriaged.',
  written: 'Written', jobs: 'Reports', nothing: 'Nothing to report yet. Add evidence first.', path: 'Path', copyPath: 'Copy path',
};
