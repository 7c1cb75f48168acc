export const expected = {
  section: 'Expected activity',
  do: 'Expect this…', tag: 'expected', count: '1 expected | {n} expected', open: 'Show the findings that are expected', back: 'Show the others again',
  leftOut: 'The open finding is expected: the list is of the others.',
  form: {
    title: 'Expect this', lead: 'A finding is expected where every one of its events has a ticked value in each ticked field. It is kept, shown as expected, and counts nowhere.',
    fields: 'What is expected', anyOf: '1 value | any of {n} values', values: 'Values of {field}', all: 'the 1 value of the finding | all {n} values of the finding', set: 'Values of {field} that count', more: '1 more field | {n} more fields', these: 'the values below', ofSet: 'those of the set {name}',
    rule: 'For', thisRule: 'this rule only', allRules: 'all rules', from: 'Events from', until: 'Events before', momentHint: 'YYYY-MM-DD HH:MM, or empty', momentWrong: 'A time such as 2026-05-19 14:50 is wanted.', order: 'It ends before it begins.', reason: 'Reason', reasonHint: 'Why is this expected? Kept in the case log',
    none: 'Tick at least one field.', wide: 'Every finding of all rules with these values will be caught, an attacker’s too.', save: 'Expect it, and hunt again',
  },
  note: { title: 'Expected', by: '{analyst}, {at} {zone}', all: 'of all rules', rule: 'of this rule', ends: 'events before {at} {zone}', begins: 'events from {at} {zone}', counts: 'It counts nowhere. A verdict of confirmed or suspicious takes it out of what is expected.', back: 'Take it back', where: 'All expected activity' },
  said: { expect: 'Kept. The rules it is for are hunting with it.', back: 'Taken back. What it caught is there again.', filter: 'The filter is kept. The rule is hunting with it.', filterGone: 'The rule has no filter any more, and is hunting.', period: 'Kept. The next hunt heeds it.', periodGone: 'Taken back. The next hunt heeds it.', hunt: 'Run hunts' },
  lead: 'What is known to be harmless here, so that findings of it are no alarm. They are kept, listed as expected with who said so and why, and told in the report. Begin at a finding: “Expect this…”.',
  noCase: 'Expected activity is part of a case. Open one first.', none: 'Nothing is expected in this case yet.', list: 'Exceptions of this case',
  columns: { what: 'What', rule: 'Rules', when: 'Events, {zone}', reason: 'Reason', by: 'By', at: 'Since, {zone}', caught: 'Caught', remove: 'Take back' },
  everyRule: 'all', anyTime: 'of any time', from: 'from {at}', until: 'before {at}', between: '{from} to {until}', or: 'or', set: 'in the set {name}', and: 'and {n} more', caught: '{n} caught: show them', removeIt: 'Take back: {what}',
  periods: {
    title: 'Periods', lead: 'Rules learn what is usual from a trusted period where there is one, and never from a known-bad one. A finding says where an attacker may have been at work while its rule learned.',
    none: 'No period is known to be clean or bad yet.', list: 'Periods of this case', kind: { trusted: 'Trusted', 'known-bad': 'Known bad' }, hint: { trusted: 'nobody else was at work', 'known-bad': 'somebody else was at work' }, columns: { kind: 'Kind', span: 'From, to, {zone}', reason: 'Reason', by: 'By', at: 'Said, {zone}', remove: 'Take back' },
    new: 'New period', save: 'Keep period', from: 'From', to: 'To', reason: 'Reason', reasonHint: 'How is this known?', is: 'The time is', remove: 'Take back the period of {at}',
  },
  filter: {
    title: 'Filter of the rule', none: 'This rule has no filter in this case.', lead: 'Keeps what the rule found only where one of its events fulfils “where” and its measures fulfil “when”. Applied last; what is dropped is counted.', add: 'Add a filter', change: 'Change', by: '{analyst}, {at} {zone}: {reason}',
    text: 'Filter, YAML', hint: 'when:\n  measure: events\n  at_least: 3', measures: 'Measures: {list}.', problem: 'Line {line}, column {column}: {message}', ready: 'This can be the filter.', reason: 'Reason', reasonHint: 'Why? Kept in the case log', save: 'Keep, and hunt again', remove: 'Remove the filter',
    dropped: 'The last run dropped nothing by it. | The last run dropped 1 by it. | The last run dropped {n} by it.', unused: 'The last run was before it.',
  },
  precision: { title: 'Verdicts', of: '{confirmed} of {settled} confirmed', none: 'Nobody has settled a finding of this rule yet.', open: '1 open | {n} open', label: '{confirmed} of {settled} findings confirmed' },
};
