import type { FindingDetail } from '../../contract/index.ts';
import type { findingCalls } from '../../contract/calls/findings.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** Findings and what analysts say of them. */
export function findingHandlers({ reader, keeper, changed }: HandlerContext): Pick<Handlers, keyof typeof findingCalls> {
  /** The finding as it is after a decision, which everybody is told of. */
  const after = async (finding: string): Promise<FindingDetail> => {
    const shown = await reader().ask('finding', { finding });
    await changed();
    return shown;
  };
  return {
    'finding.list': () => reader().ask('findingRows', {}),
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
  };
}
