import type { eventCalls } from '../../contract/calls/events.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** The events of the case. */
export function eventHandlers({ reader }: HandlerContext): Pick<Handlers, keyof typeof eventCalls> {
  return {
    'event.get': ({ event }) => reader().ask('event', { event }),
  };
}
