/** What the list of users can be sorted by. Apart from the shapes, so that the screens know it without their checks. */
export const userSorts = ['overlap', 'user', 'events', 'findings', 'risk', 'profiles', 'networks', 'first', 'last'] as const;
export type UserSort = (typeof userSorts)[number];
