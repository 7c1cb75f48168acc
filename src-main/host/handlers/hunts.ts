import type { huntCalls } from '../../contract/calls/hunts.ts';
import type { Handlers } from '../answer.ts';
import { ruleNamed, tableCsv, wholeTable } from '../hunt-table.ts';
import { Fault, type RuleDetail } from '../../contract/index.ts';
import { parameterValues, ruleKey } from '../../hunt/index.ts';
import { ruleDetailOf } from '../rule-detail.ts';
import { placedRule, placedRules, ruleProblems, ruleRowOf } from '../rule-list.ts';
import type { HandlerContext } from './context.ts';

/** Rules, their parameters, and running them. */
export function huntHandlers({ app, reader, keeper, changed, hunt }: HandlerContext): Pick<Handlers, keyof typeof huntCalls> {
  const rules = () => placedRules(app.folders.resources, app.desk.isOpen() ? app.desk.path() : null);
  const lastRuns = async () => (app.desk.isOpen() ? reader().ask('ruleRuns', {}) : new Map());
  const detail = async (name: string): Promise<RuleDetail> => {
    const placed = placedRule(rules(), name);
    const { id, variant, requires } = placed.rule;
    const facts = app.desk.isOpen() ? await reader().ask('ruleFacts', { rule: id, variant, requires }) : null;
    return ruleDetailOf(placed, await lastRuns(), facts);
  };
  return {
    'rule.list': async () => {
      const runs = await lastRuns();
      return rules().map((placed) => ruleRowOf(placed, runs));
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
