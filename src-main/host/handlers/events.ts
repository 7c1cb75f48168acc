import type { eventCalls } from '../../contract/calls/events.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** The events of the case. */
export function eventHandlers({ app, reader, keeper, target }: HandlerContext): Pick<Handlers, keyof typeof eventCalls> {
  const { jobs, flows } = app;
  return {
    'event.get': ({ event }) => reader().ask('event', { event }),
    'event.page': (question) => reader().ask('events', question),
    'event.locate': (question) => reader().ask('locate', question),
    'event.histogram': (question) => reader().ask('histogram', question),
    'event.values': (question) => reader().ask('values', question),
    'event.export': ({ out, ...question }) => {
      keeper();
      const path = target(out, 'events', question.format);
      return { job: jobs.start('export', path, async (run) => ({ ...(await flows.export({ ...question, out: path }, run)) })) };
    },
  };
}
