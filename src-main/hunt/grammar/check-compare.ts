import { entryOf } from '../known-fields.ts';
import type { CompareRule } from '../rule.ts';
import type { Checking } from './check-rule.ts';

const DAY = 86_400_000;
const counts = ({ measures }: CompareRule['compare']): readonly string[] => Object.entries(measures).filter(([, { kind }]) => kind === 'count' || kind === 'count_distinct').map(([name]) => name);

/** What conditions can ask and rows can be ordered by: each count, and what it was before, the difference and the quotient. */
export const comparable = (section: CompareRule['compare']): readonly string[] => counts(section).flatMap((name) => [name, `${name}.before`, `${name}.change`, `${name}.ratio`]);

export function checkCompare({ say, field, draft }: Checking, section: CompareRule['compare']): void {
  const { window, shift, times, measures, sort } = section;
  const at = (key: string) => ['compare', key];
  if (window.type === 'whole') say(at('window'), 'A comparison needs windows: tumbling, calendar or sliding.');
  else if (!section.by.includes('window')) say(at('window'), 'The window is computed but not grouped: add "window" to by.');
  if ('size' in window && window.size <= 0) say(['compare', 'window', 'size'], 'A window is longer than nothing.');
  if (window.type === 'sliding' && window.cap < window.size) say(['compare', 'window', 'cap'], 'The cap of a merged finding is not shorter than the window.');
  const least = window.type === 'calendar' ? (window.unit === 'day' ? DAY : 7 * DAY) : 'size' in window ? window.size : 0;
  if (shift <= 0 || shift < least) say(at('shift'), 'A window is compared with one that lies wholly before it: the shift is not shorter than the window.');
  else if (window.type === 'calendar' && shift % least !== 0) say(at('shift'), `Calendar windows are shifted by whole ${window.unit}s.`);
  else if (window.type === 'tumbling' && shift % DAY !== 0 && shift % window.size !== 0) say(at('shift'), 'The shift is whole days or whole windows: else no window stands where this one did.');
  if (times < 1 || times > 7) say(at('times'), 'A window is compared with 1 to 7 before it.');
  if (counts(section).length === 0) say(at('measures'), 'A comparison needs something to compare: a count or a count_distinct.');
  for (const [name, measure] of Object.entries(measures)) {
    if (['sum', 'avg', 'ratio'].includes(measure.kind)) say(['compare', 'measures', name], `Counts are compared: "${name}" is ${measure.kind}. A quotient of now and before is NAME.ratio.`);
    if (measure.where !== null && entryOf(measure.field ?? '')?.many) say(['compare', 'measures', name], `"${measure.field}" may have several values; a measure of some events takes a field that has one.`);
    if (measure.field !== null && measure.field !== 'window.start') field(['compare', 'measures', name, measure.kind], measure.field);
  }
  if (sort === null) return;
  if (!comparable(section).includes(sort)) say(at('sort'), `Rows are ordered by a count or its comparison: one of ${comparable(section).join(', ')}.`);
  if (draft.output === 'finding') say(at('sort'), 'Findings come by time; only the rows of a view are ordered by a measure.');
}
