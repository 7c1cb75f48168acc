import type { DecisionStep, FindingDetail } from '../../contract/index.ts';
import type { findingCalls } from '../../contract/calls/findings.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** Findings and what analysts say of them. */
export function findingHandlers({ app, reader, keeper, changed, heed }: HandlerContext): Pick<Handlers, keyof typeof findingCalls> {
  /** The finding as it is after a decision, which everybody is told of. */
  const after = async (finding: string): Promise<FindingDetail> => {
    const shown = await reader().ask('finding', { finding });
    await changed();
    return shown;
  };
  const stepped = async (step: Promise<DecisionStep>): Promise<DecisionStep> => {
    const done = await step;
    await changed();
    heed(done.done);
    return done;
  };
  return {
    'finding.list': (question) => reader().ask('findingList', question),
    'finding.locate': (question) => reader().ask('findingPlace', question),
    'finding.values': (question) => reader().ask('findingValues', question),
    'finding.among': (question) => reader().ask('findingsAmong', question),
    'finding.get': ({ finding }) => reader().ask('finding', { finding }),
    'finding.events': (question) => reader().ask('findingEvents', question),
    'finding.verdict': async ({ finding, verdict, reason }) => {
      await keeper().ask('verdict', { finding, verdict, reason });
      return after(finding);
    },
    'finding.note': async ({ finding, note }) => {
      await keeper().ask('note', { finding, note });
      return after(finding);
    },
    'finding.tag': async ({ finding, tag, on }) => {
      await keeper().ask('tag', { finding, tag, on });
      return after(finding);
    },
    'finding.review': async (review) => {
      await keeper().ask('review', review);
      return after(review.finding);
    },
    'finding.report': async ({ finding, included }) => {
      await keeper().ask('inReport', { finding, included });
      return after(finding);
    },

    // A case that was opened to read has no session that could take anything back.
    'decision.steps': () => (app.desk.isOpen() && !app.desk.isWritable() ? { undo: null, redo: null } : keeper().ask('steps', {})),
    'decision.undo': ({ seq }) => stepped(keeper().ask('undo', { seq })),
    'decision.redo': () => stepped(keeper().ask('redo', {})),
  };
}
