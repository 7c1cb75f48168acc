import type { huntCalls } from '../../contract/calls/hunts.ts';
import type { Handlers } from '../answer.ts';
import { ruleNamed, tableCsv, wholeTable } from '../hunt-table.ts';
import { Fault, type FilterProblem, type RuleDetail, type TuneCurve, type Tuned, type TuneSeries } from '../../contract/index.ts';
import { checkFilter, parameterValues, ruleKey, type Rule } from '../../hunt/index.ts';
import { ruleDetailOf } from '../rule-detail.ts';
import { noFates, placedRule, placedRules, ruleProblems, ruleRowOf, type RuleFates } from '../rule-list.ts';
import type { HandlerContext } from './context.ts';

const problemsIn = (text: string, rule: Rule): readonly FilterProblem[] => checkFilter(text, rule).map(({ line, column, message }) => ({ line, column, message }));

/** Rules, their parameters, and running them. */
export function huntHandlers({ app, reader, keeper, changed, hunt, heed }: HandlerContext): Pick<Handlers, keyof typeof huntCalls> {
  const rules = () => placedRules(app.folders.resources, app.desk.isOpen() ? app.desk.path() : null);
  const fates = async (): Promise<RuleFates> => (app.desk.isOpen() ? reader().ask('ruleFates', {}) : noFates);
  /** A hunt with what was said begins at once. */
  const heeded = async (seq: number, kind: 'allow' | 'filter', target: string) => {
    await changed();
    return { seq, job: heed({ kind, target })! };
  };
  const detail = async (name: string): Promise<RuleDetail> => {
    const placed = placedRule(rules(), name);
    const { id, variant, requires } = placed.rule;
    const facts = app.desk.isOpen() ? await reader().ask('ruleFacts', { rule: id, variant, requires }) : null;
    return ruleDetailOf(placed, await fates(), facts);
  };
  return {
    'rule.list': async () => {
      const known = await fates();
      return rules().map((placed) => ruleRowOf(placed, known));
    },
    'rule.problems': () => ruleProblems(app.desk.isOpen() ? app.desk.path() : null),
    'rule.get': ({ rule }) => detail(rule),
    'rule.parameter': async ({ rule: asked, name, value, reason }) => {
      const writer = keeper();
      const { rule } = placedRule(rules(), asked);
      if (!Object.hasOwn(rule.parameters, name)) throw new Fault('rule/bad-parameter', { rule: asked, parameter: name, why: 'There is no such parameter.' });
      const before = (await detail(ruleKey(rule))).parameters.find((one) => one.name === name)?.value;
      const wanted = parameterValues(rule, value === null ? {} : { [name]: value })[name]!;
      if (wanted !== before) {
        // The default is no override: a later version of the rule may have another.
        await writer.ask('parameter', { rule: rule.id, variant: rule.variant, name, value: wanted === rule.parameters[name]!.default ? null : wanted, reason });
        await changed();
      }
      return detail(asked);
    },
    'hunt.start': ({ rules }) => {
      keeper();
      return { job: hunt(rules) };
    },

    'hunt.delta': () => reader().ask('delta', {}),

    'exception.list': () => reader().ask('exceptions', {}),
    'exception.add': async ({ reason, ...draft }) => {
      if (draft.rule !== null) placedRule(rules(), draft.rule);
      return heeded(await keeper().ask('addException', { draft, reason }), 'allow', draft.rule ?? '*');
    },
    'exception.remove': async ({ seq }) => {
      const { done } = await keeper().ask('takeBack', { kind: 'allow', seq });
      return heeded(seq, 'allow', done.target);
    },
    'filter.check': ({ rule, text }) => problemsIn(text, placedRule(rules(), rule).rule),
    'filter.set': async ({ rule: asked, text, reason }) => {
      const writer = keeper();
      const { rule } = placedRule(rules(), asked);
      const [problem] = problemsIn(text, rule);
      if (problem !== undefined) throw new Fault('rule/bad-filter', { rule: asked, line: problem.line, column: problem.column, why: problem.message });
      const noted = await heeded(await writer.ask('setFilter', { rule: ruleKey(rule), text, reason }), 'filter', ruleKey(rule));
      return { ...noted, rule: await detail(asked) };
    },
    'period.list': () => reader().ask('periods', {}),
    'period.add': async ({ reason, ...draft }) => {
      const seq = await keeper().ask('addPeriod', { draft, reason });
      await changed();
      return { seq };
    },
    'period.remove': async ({ seq }) => {
      await keeper().ask('takeBack', { kind: 'period', seq });
      await changed();
      return { seq };
    },

    'hunt.tune': ({ rule, ...ask }) => reader().ask('tune', { rule, resources: app.folders.resources, ask: { kind: 'tune', ...ask } }) as Promise<Tuned>,
    'hunt.curve': ({ rule, ...ask }) => reader().ask('tune', { rule, resources: app.folders.resources, ask: { kind: 'curve', ...ask } }) as Promise<TuneCurve>,
    'hunt.series': ({ rule, ...ask }) => reader().ask('tune', { rule, resources: app.folders.resources, ask: { kind: 'series', ...ask } }) as Promise<TuneSeries | null>,
    'hunt.stopTuning': () => reader().ask('tuneStop', {}),
    'view.rows': ({ rule, ...question }) => reader().ask('view', { ...ruleNamed(rule), ...question }),
    'view.csv': async ({ rule }) => tableCsv(await wholeTable(reader(), rule)),
    'view.promote': async ({ row, reason }) => {
      const finding = await keeper().ask('promote', { row, reason });
      const shown = await reader().ask('finding', { finding });
      await changed();
      return shown;
    },
  };
}
