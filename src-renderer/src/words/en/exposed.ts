/** Words of the keys that may have been read on the host of a finding. */
export const exposed = {
  title: 'Keys that may be exposed', loading: 'Tracing …', failed: 'The lineage could not be read.',
  none: 'Of the keys and sessions that this user, the address of the host or its role had used in the thirty days before, none came from elsewhere later. A process log never shows a key: that is no proof.',
  untraced: 'Lineage is traced after each import. Nothing was traced in this case yet.',
  use: 'First use elsewhere', chain: 'Programs on the host, half an hour around', lineage: 'Lineage of the user',
};
