import { useI18n } from 'vue-i18n';
import { fieldEntry } from '@contract/fields.ts';
import { isoOf } from '@contract/time.ts';
import type { EventChip, EventFilter } from '@contract';
import { needOf, valuesOf, type Operator, type Part } from '../../shape/event-chips.ts';
import { visible } from '../../shape/evidence-text.ts';
import { useFindings } from '../../stores/findings.ts';
import { useZone } from '../../stores/zone.ts';

const shownValues = 3;

/** A filter in words: "Action is not ListBuckets, GetObject and 2 more". */
export function useChipWords() {
  const { t } = useI18n();
  const zone = useZone();
  const findings = useFindings();
  const fieldText = (field: string): string => fieldEntry(field)?.label ?? visible(field);
  function operatorText(field: EventChip['field'], operator: Operator): string {
    return fieldEntry(field)?.storage === 'time' && (operator === 'below' || operator === 'at-least') ? t(`events.timeOperator.${operator}`) : t(`events.operator.${operator}`);
  }
  function valuesText(chip: EventChip): string {
    if ('value' in chip && needOf(chip.field, chip.operator) === 'time') return `${zone.times.moment(isoOf(chip.value), true)} ${zone.times.name(isoOf(chip.value))}`;
    const values = valuesOf(chip).map((value) => (value === '' ? '""' : visible(value)));
    const more = values.length - shownValues;
    return values.slice(0, shownValues).join(', ') + (more > 0 ? ` ${t('events.filter.and', { n: more })}` : '');
  }
  function timeText({ from, to }: Pick<EventFilter, 'from' | 'to'>): string {
    const at = (ms: number) => ({ at: zone.times.moment(isoOf(ms), true), zone: zone.times.name(isoOf(ms)) });
    if (from !== null && to !== null) return t('events.filter.between', { range: zone.times.range(isoOf(from), isoOf(to), true), zone: zone.times.name(isoOf(from)) });
    return from !== null ? t('events.filter.since', at(from)) : to !== null ? t('events.filter.before', at(to)) : '';
  }
  function findingText(finding: string): string {
    const number = findings.numbers.get(finding);
    return number === undefined ? t('events.filter.findingOf') : t('events.filter.finding', { number: String(number).padStart(3, '0') });
  }
  function partText(part: Part, filter: EventFilter): string {
    if (part.kind === 'finding') return findingText(filter.finding ?? '');
    if (part.kind === 'login') return t('events.filter.login');
    if (part.kind === 'time') return `${t('events.filter.time')} ${timeText(filter)}`;
    return [fieldText(part.chip.field), operatorText(part.chip.field, part.chip.operator), valuesText(part.chip)].filter((text) => text !== '').join(' ');
  }
  return { fieldText, operatorText, valuesText, timeText, findingText, partText };
}
