import type { Transport } from './client.ts';

/** The preload bridge behind the same interface. Files stay where they are: the shell tells their paths. */
export function electronTransport(bridge: NonNullable<Window['bilocate']>): Transport {
  return {
    kind: 'electron',
    ask: (name, input) => bridge.ask(name, input),
    onNews: (listener, onLine) => { onLine(true); return bridge.onNews(listener); },
    offer: (offered) => Promise.resolve({ paths: bridge.pathsOf([...offered.files]) }),
  };
}
