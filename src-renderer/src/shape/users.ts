import { userSorts, type UserSort } from '@contract/user-sorts.ts';

/** What is asked of the list of users. */
export interface UsersAsked { readonly text: string; readonly sort: UserSort; readonly descending: boolean; readonly onlyInTwoPlaces: boolean }
export const usualUsers: UsersAsked = { text: '', sort: 'overlap', descending: true, onlyInTwoPlaces: false };

/** Names and first times are read from the start, counts from the most. */
const fromMost = (sort: UserSort): boolean => sort !== 'user' && sort !== 'first';
/** A head that is clicked sorts by it, in the order that is read first; clicked again, in the other. */
export function sortedBy(asked: UsersAsked, sort: UserSort): UsersAsked {
  return { ...asked, sort, descending: asked.sort === sort ? !asked.descending : fromMost(sort) };
}
export const ariaSort = (asked: UsersAsked, sort: UserSort): 'none' | 'ascending' | 'descending' => (asked.sort !== sort ? 'none' : asked.descending ? 'descending' : 'ascending');

/** As the URL carries it: `text=doe&places=two&sort=-events`; what is usual is left out. A sort with a minus goes from the most. */
export function queryOfUsers({ text, sort, descending, onlyInTwoPlaces }: UsersAsked): Record<string, string> {
  const usual = sort === usualUsers.sort && descending === usualUsers.descending;
  return { ...(text === '' ? {} : { text }), ...(onlyInTwoPlaces ? { places: 'two' } : {}), ...(usual ? {} : { sort: `${descending ? '-' : ''}${sort}` }) };
}

/** Reads what {@link queryOfUsers} writes; what is no such thing is left out. */
export function usersAskedOf(query: Readonly<Record<string, unknown>>): UsersAsked {
  const { text, places, sort } = query;
  const name = typeof sort === 'string' ? userSorts.find((one) => one === sort.replace(/^-/, '')) : undefined;
  return {
    text: typeof text === 'string' ? text.slice(0, 1000) : '', onlyInTwoPlaces: places === 'two',
    ...(name === undefined ? { sort: usualUsers.sort, descending: usualUsers.descending } : { sort: name, descending: String(sort).startsWith('-') }),
  };
}
