import { fieldOf } from './entry.ts';

const own = fieldOf('custom');

/** What only custom says. */
export const custom = {
  'custom.source': own('dictionary', 'Mapping', 'Name of the mapping that read the record.'),
  'custom.detail': own('text', 'Detail', 'What else the record says, as the mapping puts it.'),
} as const;
