export const log = {
  title: 'Case log', lead: 'append-only, each entry chained to the one before',
  columns: { seq: 'No', at: 'Time, {zone}', analyst: 'Analyst', action: 'Action', object: 'Object', payload: 'Entry', hash: 'Chain' },
  of: '0 entries | 1 entry | {n} entries', shown: '{shown} of {total} entries', entry: 'Entry {seq}', list: 'Entries of the case log', hash: 'Chain value', copyEntry: 'Copy entry', copyHash: 'Copy chain value', remark: 'Remark',
  verify: 'Check case', results: 'Result of the check', holds: 'Everything that was checked holds.', broken: 'Something does not hold.', brokenOff: 'The check ended without a result.', details: 'What was checked', checked: 'checked {at} {zone}',
  filter: { action: 'Action begins with', analyst: 'Analyst', apply: 'Filter', clear: 'Show all' },
  none: 'No entry of this log fits the filter.', noneYet: 'Reading the log',
  unknown: 'There is no entry {seq} in this log.',
  view: 'Open the view',
  add: 'Add remark',
};
export const remark = {
  title: 'Remark in the case log', lead: 'Stands in the log for good, with your name and the time. It cannot be taken back.', text: 'Remark', view: 'With the address of this view', save: 'Write it into the log', saved: 'Written as entry {seq}.', open: 'Open',
  action: 'Note this view in the case log',
};
