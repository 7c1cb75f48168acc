export const tuning = {
  title: 'What it would find', slider: '{label}, slider', counting: 'Counting in 1 event | Counting in {n} events', waiting: 'Counting', stopped: 'Counting was stopped.', again: 'Count', ms: '{n} ms',
  counts: '1 finding | {n} findings', rows: '1 row | {n} rows', added: '{n} new', lost: '{n} lost', users: '1 user | {n} users', same: 'as saved', beside: '; beside them {list}', letGo: '{n} let go by the filter', expected: '{n} expected', over: 'One hunt keeps the {n} strongest.',
  curve: 'Findings by value', shown: 'How it is shown', chart: 'Chart', table: 'Table', key: 'line: saved, dashed: default, dot: this value', byRatio: 'heights by ratio', head: { value: 'Value', findings: 'Findings' },
  sentence: '{label} from {low} to {high}: {first} there, {last} there. Saved {saved}. At {value}: {now}.', one: '1 finding | {n} findings', drawing: 'still counting', mark: { saved: 'saved', normal: 'default', draft: 'this value' },
  newOnes: 'New with what is tried', lostOnes: 'Lost with what is tried', none: 'None.', more: '1 more | {n} more', events: '1 event | {n} events', eventsOf: '1 event of {title} | {n} events of {title}', limited: 'All are counted, the gravest are listed.',
  save: 'Save for this case', saveAll: 'Save this value for this case | Save {n} values for this case', back: 'Put back', backOf: 'Put back: {label}', tried: ', tried, not saved', along: 'Counted along', other: '{label}: {value}, saved {saved}', filterAlong: 'The filter that is tried below', valuesAlong: 'Values of parameters that are tried above', nothing: 'Nothing is stored until it is saved.', cannot: 'It cannot be counted: {why}',
  history: {
    title: 'History', show: 'Show', hide: 'Hide', whom: 'Of whom', lead: '1 slice | {n} slices', fired: 'fired in 1 | fired in {n}', highest: 'highest {n}', none: 'Nothing was measured.', of: '{shown} of {n} listed: those that fired first, then the highest',
    head: { slice: 'Slice, {zone}', value: 'Measured', mean: 'Mean', lower: 'Lower', upper: 'Upper', fired: 'Fired' }, yes: 'yes', no: 'no', from: 'Whole history in Hunts', events: 'events of this slice',
  },
};
