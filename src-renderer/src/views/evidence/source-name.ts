import { visible } from '../../shape/evidence-text.ts';
import { i18n } from '../../words/index.ts';

/** What a source is called; its dataset id where it has no name here. */
export function sourceName(dataset: string): string {
  const key = `overview.source.${dataset.replaceAll('.', '_')}`;
  return i18n.global.te(key) ? i18n.global.t(key) : visible(dataset);
}
