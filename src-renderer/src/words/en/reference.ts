export const reference = {
  title: 'Reference data', counted: '{n} {kind}', show: 'Reference data', more: 'Show more', shown: '{shown} of {total}', loading: 'Loading', open: 'open', record: 'record {record}',
  lead: 'What was so, and when, as exports of VPN, DHCP, directories and clouds say it. It is no event: findings cite it where it explains them, or speaks against an explanation.',
  kinds: { assignment: 'address assignment | address assignments', travel: 'travel | travels', address: 'address | addresses', instance: 'instance | instances', account: 'account | accounts', key: 'access key | access keys', device: 'device | devices' },
  sources: {
    'aws_credential_report': 'IAM credential report', 'aws_ec2': 'EC2 instances and addresses', 'entra_directory': 'Entra directory', 'okta_directory': 'Okta directory', 'assignments': 'assignments', 'travel': 'travel list',
  },
  columns: { kind: 'What', user: 'User', what: 'Address, country, device', from: 'From, {zone}', to: 'To, {zone}', label: 'Called', from_exhibit: 'Read from' },
  finding: { title: 'Reference data', events: '1 of {of} events | {n} of {of} events', since: 'from {from}', until: 'to {to}', span: '{from} to {to}', stance: { explains: 'Explains', contradicts: 'Speaks against', context: 'Worth knowing' } },
};
