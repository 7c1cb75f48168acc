import { checkSamples } from '../help/sample-tables.ts';
import { rows } from './macos-sample-rows.ts';

for (const [folder, table] of Object.entries(rows)) checkSamples(folder, table);
