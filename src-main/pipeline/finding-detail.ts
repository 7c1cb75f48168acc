import { whyChart, type WhyEvent } from '../charts/index.ts';
import { findingStored, lastRuleOfFinding, networkLabel, ruleOfFinding, slotsOf, standingExceptions, type ReadCase } from '../case/index.ts';
import { rowsBefore, type Columns, type RowSet } from '../columns/index.ts';
import { fieldEntry, type Explanation, type FieldName, type FindingDetail, type FindingRow, type OverlapSpan } from '../contract/index.ts';
import { rowOfEvent } from '../questions/event-rows.ts';
import { askPerson, askSpans, explainedBy } from '../questions/index.ts';
import { countedField, measureLabel, parseRule, type Rule } from '../hunt/index.ts';
import { exposedByRows } from './finding-exposed.ts';

/** Windows before and after those that fired, so that the chart shows what is usual. */
const CONTEXT_MS = 30 * 60 * 1000;
/** Ticks beyond these are not drawn; the count of events is in the facts. */
const MOST_TICKS = 20_000;

/** A finding with everything that its drawer shows: the explanation, the chart with the entity's other events around it, and what the rule says of itself. */
export function findingDetail(file: ReadCase, id: string, columns: Columns): FindingDetail {
  const { rows, ...stored } = findingStored(file, id);
  const { body } = ruleOfFinding(file, id);
  const { rule } = parseRule(body, stored.rule);
  const events = chartEvents(file, stored, rows, columns);
  const limits = stored.explanation.conditions.map(({ name, limit, operator }) => ({ name, label: labelOf(name, rule), limit, operator }));
  return {
    ...stored,
    values: { ...stored.values } as FindingDetail['values'],
    decisions: [...stored.decisions],
    chart: whyChart(events, nearby(stored), limits, { inTwoPlaces: twoPlacesIn(stored, events, columns) }),
    why: rule?.why ?? '',
    falsePositives: [...(rule?.false_positives ?? [])],
    nextSteps: [...(rule?.next_steps ?? [])],
    attack: [...(rule?.attack ?? [])],
    explained: [...explainedBy(file, id)],
    saidByRule: lastRuleOfFinding(file, id),
    expected: stored.filteredBy === null ? null : standingExceptions(file).get(stored.filteredBy) ?? null,
    person: stored.actor === null || stored.actor === '' ? null : askPerson(file, columns, stored.actor),
    exposed: exposedIn(file, { values: stored.values }, rows, columns),
  };
}

/** What programs of the finding may have read; looked for only where it names a command line or a program. */
function exposedIn(file: ReadCase, { values }: Pick<ReturnType<typeof findingStored>, 'values'>, events: readonly number[], columns: Columns): FindingDetail['exposed'] {
  if (!columns.holds('process.command_line') || !(['process.command_line', 'process.executable'] as const).some((field) => values[field]?.some(({ value }) => value !== ''))) return null;
  const rows = rowOfEvent(columns);
  return exposedByRows(file, columns, Uint32Array.from(events, (event) => rows[event] ?? -1).filter((row) => row < columns.count).sort());
}

/** When the user of the finding was in two places while its events went on, on a network that they came from. A finding without a single user has no such time. */
function twoPlacesIn({ actor }: FindingRow, events: readonly WhyEvent[], columns: Columns): readonly OverlapSpan[] {
  if (actor === null || events.length === 0) return [];
  const networks = new Set(events.map(({ network }) => network));
  return askSpans(columns, actor, events[0]!.timeMs, events.at(-1)!.timeMs).filter((span) => span.networks.some((network) => networks.has(network)));
}

/** The explanation with the windows that the chart has room for: those that fired, and their neighbours. */
function nearby({ explanation, start, end }: FindingRow & { readonly explanation: Explanation }): Explanation {
  const from = Date.parse(start) - CONTEXT_MS;
  const to = Date.parse(end) + CONTEXT_MS;
  return { ...explanation, windows: explanation.windows.filter((window) => window.fired || (Date.parse(window.end) > from && Date.parse(window.start) < to)) };
}

/** What a measure is called beside its row. */
function labelOf(name: string, rule: Rule | null): string {
  return measureLabel(name, rule === null ? null : countedField(rule, name));
}

/** The events of the finding, and those of the same entity around them. */
function chartEvents(file: ReadCase, finding: FindingRow, own: readonly number[], columns: Columns): readonly WhyEvent[] {
  const from = Date.parse(finding.start) - CONTEXT_MS;
  const to = Date.parse(finding.end) + CONTEXT_MS;
  const rows = rowsAround(columns, from, to, finding.entity, new Set(own));
  const slots = slotsOf(file, 'network');
  // Of few rows of many: what they have is fetched, no column is widened for them.
  const text = (field: FieldName): ((at: number) => string | null) => {
    const ids = columns.idsAt(field, rows);
    return (at) => (ids[at] === 0 ? null : columns.text(field, ids[at]!));
  };
  const [organization, type, ip, country] = [text('source.as.organization.name'), text('source.ip_type'), text('source.ip'), text('source.geo.country_iso_code')];
  const [client, version] = [text('user_agent.name'), text('user_agent.version')];
  const asn = columns.idsAt('source.as.number', rows);
  return Array.from(rows, (row, at) => {
    const facts = { organization: organization(at), asn: asn[at] === 0 ? null : columns.number('source.as.number', asn[at]!), type: type(at) ?? 'no address', text: ip(at) ?? '' };
    const network = networkLabel(facts);
    return {
      timeMs: columns.time[row]!, network, country: country(at), asn: facts.asn, detail: [client(at), version(at)].filter(Boolean).join(' '), slot: slots.get(network) ?? 0,
    };
  });
}

function rowsAround(columns: Columns, from: number, to: number, entity: Readonly<Record<string, string>>, own: ReadonlySet<number>): RowSet {
  const tests = Object.entries(entity).flatMap(([name, value]) => {
    const field = name as FieldName;
    if (fieldEntry(name) === undefined || fieldEntry(name)!.many || !columns.holds(field)) return [];
    return [{ ...columns.coded(field), id: columns.idOf(field, value) }];
  });
  const rows: number[] = [];
  for (let row = rowsBefore(columns.time, from); row < columns.count && columns.time[row]! <= to && rows.length < MOST_TICKS; row += 1) {
    if (own.has(columns.event[row]!) || (tests.length > 0 && tests.every(({ codes, table, id }) => (table === null ? codes[row]! : table[codes[row]!]!) === id))) rows.push(row);
  }
  return Uint32Array.from(rows);
}
