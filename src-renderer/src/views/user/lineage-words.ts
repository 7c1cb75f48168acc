import { useI18n } from 'vue-i18n';
import type { LineageEdge } from '@contract';
import { visible } from '../../shape/evidence-text.ts';
import { span } from '../../shape/figures.ts';
import { changesOf } from '../../shape/lineage.ts';

/** What a step says in words, with texts of the log made visible. */
export function useLineageWords() {
  const { t } = useI18n();
  const listed = (texts: readonly string[]): string => texts.map(visible).join(', ');
  const changes = (edge: LineageEdge): readonly string[] => changesOf(edge).map(({ kind, from, to }) => t(`lineage.${edge.before === 'issued' ? 'issuedChange' : 'change'}.${kind}`, { from: listed(from), to: listed(to) }));
  const why = ({ why: reason }: LineageEdge): string | null =>
    reason === null ? null : t('lineage.why', { user: visible(reason.user), application: visible(reason.application), apart: span(Math.abs(reason.apartMs)), n: reason.others }, reason.others === 0 ? 1 : 2);
  const step = (edge: LineageEdge): string => (edge.kind === 'issued' ? visible(edge.action) : t(`lineage.step.${edge.kind}`));
  return { changes, why, step, tip: (edge: LineageEdge): string => [step(edge), ...changes(edge), ...(edge.why === null ? [] : [why(edge)!])].join('\n') };
}
