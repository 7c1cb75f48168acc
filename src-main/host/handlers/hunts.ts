import type { huntCalls } from '../../contract/calls/hunts.ts';
import type { Handlers } from '../answer.ts';
import { ruleNamed, tableCsv, wholeTable } from '../hunt-table.ts';
import { shippedRules } from '../rule-list.ts';
import type { HandlerContext } from './context.ts';

/** Rules, their parameters, and running them. */
export function huntHandlers({ app, reader, keeper, changed, hunt }: HandlerContext): Pick<Handlers, keyof typeof huntCalls> {
  return {
    'rule.list': async () => shippedRules(app.folders.resources, app.desk.isOpen() ? await reader().ask('ruleRuns', {}) : new Map()),
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
