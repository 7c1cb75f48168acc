export const reference = {
  title: 'Reference data', counted: '{n} {kind}', show: 'What they say', more: 'Show more', shown: '{shown} of {total}', open: 'open', record: 'record {record}',
  lead: 'What was so, and when, as exports of VPN, DHCP, directories and clouds say it. It is no event: findings cite it where it explains them, or speaks against an explanation.',
  kinds: { assignment: 'address assignment | address assignments', travel: 'travel | travels', address: 'address | addresses', instance: 'instance | instances', account: 'account | accounts', key: 'access key | access keys', device: 'device | devices' },
  columns: { kind: 'What', user: 'User', what: 'Address, country, device', from: 'From, {zone}', to: 'To, {zone}', label: 'Called', from_exhibit: 'Read from' },
  finding: { title: 'Reference data', events: '1 of {of} events | {n} of {of} events', since: 'from {from}', until: 'to {to}', span: '{from} to {to}', stance: { explains: 'Explains', contradicts: 'Speaks against', context: 'Worth knowing' } },
};
