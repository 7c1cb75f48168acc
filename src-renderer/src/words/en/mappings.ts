/** A mapping that the analyst writes for a log that nothing recognises. */
export const mappings = {
  title: 'Mapping for {file}', write: 'Write a mapping', writeFor: 'Write a mapping for {file}', edit: 'Edit', editFor: 'Edit {title} for {file}', own: 'Beside the case', builtIn: 'Built in', named: '{title}, own mapping',
  lead: 'What of a record becomes which field. It is tried on the first 100 records while you write.',
  text: 'Mapping', close: 'Back to the plan', closeExhibit: 'Put away', saveRead: 'Save and read again', save: 'Save and use', replace: 'Replace and use',
  exists: 'Another mapping of this id lies beside the case. Replace it, or choose another id.',
  reading: 'Reading the first records …', trying: 'Trying …', tried: 'Tried on no record | Tried on 1 record | Tried on {n} records',
  faults: 'no fault | 1 fault | {n} faults', line: 'Line {line}',
  preview: 'What comes of it', events: 'no events | 1 event of {looked} records | {n} events of {looked} records', span: '{from} to {to}', unread: 'no record cannot be read | 1 record cannot be read | {n} records cannot be read',
  zone: 'no time names a zone | 1 time names no zone: say zone in the mapping, or with the file | {n} times name no zone: say zone in the mapping, or with the file',
  passed: 'Not its records', refused: 'Refused', clash: 'Taken by {title}: {n}. It wins over a mapping unless the file is given to the mapping; saving does that.',
  none: 'No record becomes an event yet.', fix: 'Nothing is tried while there are faults.',
  columns: { field: 'Field', filled: 'Filled', examples: 'Examples' }, never: 'never',
};
