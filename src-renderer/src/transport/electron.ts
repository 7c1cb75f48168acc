import type { Reply } from '@contract';
import { AskFault, type Transport } from './client.ts';

/** The preload bridge behind the same interface. Files stay where they are: the shell keeps their paths and gives handles for them. */
export function electronTransport(bridge: NonNullable<Window['bilocate']>): Transport {
  return {
    kind: 'electron',
    ask: (name, input) => bridge.ask(name, input),
    onNews: (listener, onLine) => { onLine(true); return bridge.onNews(listener); },
    offer: async (offered) => ({ paths: [...taken(await bridge.drop([...offered.files]))] }),
    choose: async (what, name = '') => taken(await bridge.choose(what, name)),
  };
}

/** Every permission is denied in the shell, the clipboard's too: what is copied goes there as text, over the bridge. */
export function copyOverBridge(bridge: NonNullable<Window['bilocate']>, clipboard: Clipboard): void {
  Object.defineProperty(clipboard, 'writeText', { value: async (text: string) => void taken(await bridge.copy(text)) });
}

function taken<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new AskFault(reply.fault);
  return reply.value;
}
