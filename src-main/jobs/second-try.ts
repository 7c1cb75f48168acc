import { Fault } from '../contract/index.ts';

type Handler = (input: never, context: never) => unknown;

/** Handlers that are asked once more where the snapshot turned out damaged in the middle of the question: by then it is gone, and the columns are made again from the case. */
export function withSecondTry<H extends Readonly<Record<string, Handler>>>(handlers: H): H {
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, twice(handler)])) as unknown as H;
}

function twice(handler: Handler): Handler {
  return (input, context) => {
    const again = (error: unknown): unknown => {
      if (!(error instanceof Fault) || error.code !== 'columns/damaged') throw error;
      return handler(input, context);
    };
    try {
      const answer = handler(input, context);
      return answer instanceof Promise ? answer.catch(again) : answer;
    } catch (error) {
      return again(error);
    }
  };
}
