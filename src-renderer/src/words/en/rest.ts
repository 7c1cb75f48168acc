export const hunts = {
  title: 'Hunts', runAll: 'Run all rules', run: 'Run', runOne: 'Run {rule}', lead: '1 rule | {n} rules',
  columns: { rule: 'Rule', title: 'What it looks for', variant: 'Variant', output: 'Gives', severity: 'Severity', sources: 'Sources', last: 'Last run, UTC', result: 'Result' },
  kind: { match: 'Match', aggregate: 'Window', first_seen: 'First seen', outlier: 'Outlier', rarity: 'Profile', sequence: 'Sequence', pair: 'Pair', join: 'Join', compare: 'Compare', meta: 'Over findings' },
  output: { finding: 'findings', view: 'table' },
  never: 'not run', found: '1 finding | {n} findings', rowsFound: '1 row | {n} rows', dropped: '{n} left out', own: 'own',
  status: { done: 'done', failed: 'failed', stopped: 'stopped', skipped: 'not run' },
  noCase: 'Rules run on the events of a case. Add evidence first.',
};
export const log = {
  title: 'Case log', lead: 'append-only, each entry chained to the one before',
  columns: { seq: 'No', at: 'Time, UTC', analyst: 'Analyst', action: 'Action', object: 'Object', payload: 'Entry', hash: 'Chain' },
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
