import { findingFacts, findingSaid, keptByState, type FindingFact, type FindingSaid, type ReadCase } from '../case/index.ts';
import { findingFields, severities, variants, verdicts, type FindingChoice, type FindingField, type FindingTotals, type FindingValue } from '../contract/index.ts';
import type { Steps } from '../kit/steps.ts';

type Said = (fact: FindingFact) => FindingSaid;

/** A finding of a rule's only form, or one that was judged, counts as the corrected ones do: it is found among them, so that a list holds what sums count. */
const valuesOf: { readonly [F in FindingField]: (fact: FindingFact, said: FindingSaid) => readonly string[] } = {
  severity: ({ severity }) => [severity],
  verdict: (_, { verdict }) => [verdict],
  rule: ({ rule }) => [rule],
  user: ({ actor }) => [actor ?? ''],
  tag: (_, { tags }) => tags,
  variant: ({ variant }, { counts }) => (variant === 'published' && counts ? ['published', 'corrected'] : [variant]),
  state: ({ state, went }) => (state === 'gone' ? ['gone', went === true ? 'gone-now' : 'gone-before'] : [state]),
  filtered: (_, { filteredBy }) => (filteredBy === null ? ['no'] : ['yes', String(filteredBy)]),
  report: (_, { inReport }) => [inReport ? 'in' : 'out'],
};

/** The findings that a choice leaves, in their order. Those that are expected are left out where no chip asks for them: they are no alarm. */
export function chosen(facts: readonly FindingFact[], said: Said, { chips, text, from, to }: FindingChoice): readonly FindingFact[] {
  const wanted = text.trim().toLowerCase();
  const conditions = chips.filter(({ values }) => values.length > 0).map(({ field, not, values }) => ({ of: valuesOf[field], not, values: new Set(values) }));
  const expectedToo = chips.some(({ field, values }) => field === 'filtered' && values.length > 0);
  return facts.filter((fact) => {
    if ((from !== null && fact.endMs < from) || (to !== null && fact.startMs >= to)) return false;
    const says = said(fact);
    if (!expectedToo && says.filteredBy !== null) return false;
    if (conditions.some(({ of, not, values }) => of(fact, says).some((one) => values.has(one)) === not)) return false;
    return wanted === '' || textOf(fact).includes(wanted) || says.tags.some((tag) => tag.toLowerCase().includes(wanted));
  });
}

/** Findings whose texts are made ready in one step. */
const STEP_FINDINGS = 1000;
/** Gets ready for looking through the texts of all findings, in steps. */
export function* prepareTexts(facts: readonly FindingFact[]): Steps<void> {
  for (const [at, fact] of facts.entries()) {
    textOf(fact);
    if (at % STEP_FINDINGS === STEP_FINDINGS - 1) yield;
  }
}

const texts = new WeakMap<FindingFact, string>();
/** All that a text is looked for in, in lower case. */
function textOf(fact: FindingFact): string {
  let text = texts.get(fact);
  if (text === undefined) {
    const networks = (JSON.parse(fact.networks) as { readonly label: string }[]).map(({ label }) => label);
    const values = Object.values(JSON.parse(fact.entity) as Record<string, string>);
    texts.set(fact, (text = [fact.title, fact.ruleTitle, fact.rule, fact.actor ?? '', ...values, ...networks].join('\n').toLowerCase()));
  }
  return text;
}

/** Which of some findings a choice leaves. */
export function askFindingsAmong(file: ReadCase, choice: FindingChoice, findings: readonly string[]): readonly string[] {
  const ids = new Set(findings);
  return chosen(findingFacts(file).filter(({ id }) => ids.has(id)), findingSaid(file), choice).map(({ id }) => id);
}

export function totalsOf(facts: readonly FindingFact[], said: Said): FindingTotals {
  const counted = facts.filter((fact) => said(fact).counts);
  const expected = facts.filter((fact) => said(fact).filteredBy !== null).length;
  return { findings: facts.length - expected, expected, counted: counted.length, open: counted.filter((fact) => said(fact).verdict === 'open').length };
}

const orders: Partial<Record<FindingField, readonly string[]>> = { severity: severities.toReversed(), verdict: verdicts, variant: variants, filtered: ['no', 'yes'], report: ['in', 'out'] };

/** Values of a field, or of every one, with how many findings have each: in their own order, or most first. Of fields with few values all come, of the others those with the text. */
export function askFindingValues(file: ReadCase, { field, text, limit }: { readonly field: FindingField | null; readonly text: string; readonly limit: number }): readonly FindingValue[] {
  const wanted = text.trim().toLowerCase();
  return (field === null ? findingFields : [field]).flatMap((one) => {
    const all = countsOf(file)(one);
    if (orders[one] !== undefined || one === 'state') return all;
    return (wanted === '' ? all : all.filter(({ value }) => value === '' || value.toLowerCase().includes(wanted))).slice(0, limit);
  });
}

/** All values of a field, counted once until the case changes. */
const countsOf = keptByState((file): (field: FindingField) => readonly FindingValue[] => {
  const [facts, said, kept] = [findingFacts(file), findingSaid(file), new Map<FindingField, readonly FindingValue[]>()];
  return (field) => {
    const known = kept.get(field);
    if (known !== undefined) return known;
    const order = orders[field];
    const counts = new Map<string, number>((order ?? []).map((value) => [value, 0]));
    // What a list leaves out counts for none of the other values, so that a count is what choosing it shows.
    for (const fact of facts) {
      if (field !== 'filtered' && said(fact).filteredBy !== null) continue;
      for (const value of valuesOf[field](fact, said(fact))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const all = [...counts].map(([value, count]): FindingValue => ({ field, value, count }));
    if (order === undefined && field !== 'state') all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    kept.set(field, all);
    return all;
  };
});
