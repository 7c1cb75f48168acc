import { useI18n } from 'vue-i18n';
import type { LineageEdge, LineageNode } from '@contract';
import { visible } from '../../shape/evidence-text.ts';
import { span } from '../../shape/figures.ts';
import { changesOf } from '../../shape/lineage.ts';

/** What a step says in words, with texts of the log made visible. */
export function useLineageWords() {
  const { t } = useI18n();
  const listed = (texts: readonly string[]): string => texts.map(visible).join(', ');
  const changes = (edge: LineageEdge): readonly string[] => changesOf(edge).map(({ kind, from, to }) => t(`lineage.${edge.before === 'issued' ? 'issuedChange' : edge.before === 'read' ? 'readChange' : 'change'}.${kind}`, { from: listed(from), to: listed(to) }));
  const why = ({ why: reason, at }: LineageEdge): string | null =>
    reason === null ? null : 'process' in reason ? t('lineage.exposed', {
      user: visible(reason.user), store: visible(reason.store), by: t(`lineage.exposedBy.${reason.by}`, { actor: visible(reason.actor) }), apart: span(Math.max(0, reason.useMs - Date.parse(at))), candidates: reason.candidates, moved: reason.moved,
    }) : t('lineage.why', { user: visible(reason.user), application: visible(reason.application), apart: span(Math.abs(reason.apartMs)), others: reason.others }, reason.others === 0 ? 1 : 2);
  const step = (edge: LineageEdge): string => (edge.kind === 'issued' ? visible(edge.action) : t(`lineage.step.${edge.kind}`));
  /** What a log of a credential brings that none before it had; empty where it brings nothing. */
  const brought = ({ newNetworks, newAgents }: LineageNode['logs'][number]): string => (newNetworks.length + newAgents.length === 0 ? '' : t('lineage.newIn', { texts: listed([...newNetworks, ...newAgents]) }));
  return { changes, why, step, brought, tip: (edge: LineageEdge): string => [step(edge), ...changes(edge), ...(edge.why === null ? [] : [why(edge)!])].join('\n') };
}
