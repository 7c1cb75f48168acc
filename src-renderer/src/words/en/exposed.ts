/** Words of the keys that may have been read on the host of a finding. */
export const exposed = {
  title: 'Keys that may be exposed',
  none: 'No key and no session of the kinds that lie in what was read had been used by this user, from the address of the host or by its role in the thirty days before. A process log never shows a key: that is no proof.',
  noStore: 'No program of this finding touched a store of credentials that is known.',
  elsewhere: 'From elsewhere {apart} later: {places}', still: 'Not seen used elsewhere since; used once, {last} {zone} | Not seen used elsewhere since; {n} uses, the last {last} {zone}',
  why: '{user} touched {store} on {host}. {by} within thirty days before.', proof: 'No process log shows a key: these may have been read, and that one was not used elsewhere is no proof that it was not.',
  more: '1 more is not listed. | {n} more are not listed.',
  use: 'First use elsewhere', program: 'Program', chain: 'Programs on the host, half an hour around', lineage: 'Lineage of the user',
};
