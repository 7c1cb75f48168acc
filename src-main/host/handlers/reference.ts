import type { referenceCalls } from '../../contract/calls/reference.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

export function referenceHandlers({ reader }: HandlerContext): Pick<Handlers, keyof typeof referenceCalls> {
  return { 'reference.list': (question) => reader().ask('reference', question) };
}
