/** What may be said of who stands behind a name in the logs. */
export const traits = ['person', 'shared', 'service', 'ci', 'break-glass', 'vendor', 'test'] as const;
export type Trait = (typeof traits)[number];

/** What can have a name of the analyst: an organisation or tenant (`organization.id`), an account (`cloud.account.id`). */
export const namedKinds = ['organization', 'account'] as const;
export type NamedKind = (typeof namedKinds)[number];
