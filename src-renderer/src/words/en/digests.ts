/** Digests of CloudTrail, and what they say of its log files. */
export const digests = {
  title: 'Digests',
  count: {
    signed: '0 logs signed | 1 log signed | {n} logs signed', hashed: '0 hashed only | 1 hashed only | {n} hashed only', changed: '0 changed | 1 changed | {n} changed',
    missing: '0 missing | 1 missing | {n} missing', uncovered: '0 uncovered | 1 uncovered | {n} uncovered',
  },
  gapCount: 'no gap in the chain | 1 gap in the chain | {n} gaps in the chain',
  broken: 'no digest that does not hold | 1 digest does not hold | {n} digests do not hold', unreadable: 'no digest that is not whole | 1 file is no whole digest | {n} files are no whole digests',
  show: 'What is wrong, and what that means',
  lead: 'Held against {digests} of CloudTrail and {keys}. All of it holds as far as the keys are CloudTrail’s. The last digest of a chain cannot be checked: its signature stands in the next.',
  digestCount: 'no digest | 1 digest | {n} digests', keyCount: 'no public key | 1 public key | {n} public keys', noKeys: 'Without public keys no signature is checked: add what “aws cloudtrail list-public-keys” answers.', badKeys: 'no bad key | 1 entry among the keys cannot be read | {n} entries among the keys cannot be read',
  columns: { state: 'State', file: 'Log file', chain: 'Chain', from: 'From to, {zone}', object: 'Digest that is missing', digest: 'Digest', what: 'What does not hold' },
  lists: { logs: 'Changed and missing logs', digests: 'Digests that do not hold', gaps: 'Gaps in the chain' }, more: '… 0 more | … 1 more | … {n} more',
  open: 'Exhibit {exhibit} in the list', unnamed: 'none is named',
  state: { signed: 'signed', hashed: 'hashed only', changed: 'changed', missing: 'missing', uncovered: 'uncovered' },
  means: {
    signed: 'Its hash stands in a digest whose signature holds.', hashed: 'Its hash stands in a digest whose signature could not be checked, or does not hold.', changed: 'A digest names it with another hash: these are not the bytes that it names.',
    missing: 'A digest names it, and it is not in this case.', uncovered: 'No digest in this case names it.',
  },
  signature: {
    valid: 'Its signature holds.', vouched: 'A digest whose signature holds names it with its hash.', invalid: 'Its signature does not hold.', 'no-key': 'Not checked: no public key of its fingerprint was given.',
    'no-signature': 'Not checked: its signature stands in the next digest, which is not in this case.', 'not-the-file': 'Not checked: it does not lie in a file of its own.',
  },
  previous: { start: 'It names none before it.', linked: 'The one before it is in this case, with the hash that it names.', changed: 'The one before it has another hash than it names.', absent: 'The one before it is not in this case.' },
  names: 'names no log | names 1 log | names {n} logs', is: 'is, unpacked', named: 'named', by: 'by the digest', ofFile: 'What digests say of this file',
};
