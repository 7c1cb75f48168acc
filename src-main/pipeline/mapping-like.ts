import { fieldEntry, type Dataset, type DeclaredMapping } from '../contract/index.ts';
import { sources, type DeclaredSource } from '../sources/index.ts';
import { usableFields } from './mapping-check.ts';
import { mappingYaml } from './mapping-yaml.ts';

/** A mapping to begin with for a log that is like those of a dataset: the built-in one, where that is written as data, else one with the fields that it may fill. */
export function skeletonOf(id: string, dataset: Dataset): string {
  const source = sources.find((one) => one.dataset === dataset) as Partial<DeclaredSource> | undefined;
  const like = source?.declared;
  const mapping: DeclaredMapping = like === undefined ? plainOne(id, dataset) : { ...like, id, version: 1 };
  const rest = usableFields(dataset).filter((name) => mapping.fields[name] === undefined);
  return `# docs/mappings.md tells what can stand here.\n${mappingYaml(mapping)}\n# Also in the dictionary:\n${rest.map((name) => `#   ${name}: ${fieldEntry(name)!.meaning}`).join('\n')}\n`;
}

function plainOne(id: string, dataset: Dataset): DeclaredMapping {
  return {
    format: 1, id, title: id, version: 1, dataset,
    recognise: ['timestamp', { path: 'event', exists: true }],
    time: 'timestamp',
    fields: {
      'event.id': 'id',
      'event.action': 'event',
      'event.category': { value: dataset.endsWith('.process') ? 'process' : 'authentication' },
      'event.outcome': { path: 'result', map: { success: 'success', failure: 'failure' }, else: 'unknown' },
      'user.name': { path: 'user', lower: true },
      'source.ip': 'ip',
    },
  };
}
