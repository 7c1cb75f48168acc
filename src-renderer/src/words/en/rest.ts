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
