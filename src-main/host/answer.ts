import { calls, Fault, type CallName, type InputOf, type OutputOf, type Reply } from '../contract/index.ts';
import { faultShapeOf } from '../kit/faults.ts';

/** One handler per call: a missing one, a wrong input or a wrong answer does not compile. */
export type Handlers = { readonly [N in CallName]: (input: InputOf<N>) => OutputOf<N> | Promise<OutputOf<N>> };

/** What came in is told back, but not at any length. */
const told = (text = ''): string => text.slice(0, 300);

/**
 * Answers one call: the same function behind Electron's IPC, the loopback HTTP and the tests. The name and the input are checked before any
 * handler runs. Never throws: what goes wrong is a fault in the reply.
 */
export async function answer(handlers: Handlers, name: string, raw: unknown): Promise<Reply<unknown>> {
  try {
    if (!Object.hasOwn(calls, name)) throw new Fault('call/unknown', { name: told(name) });
    const known = name as CallName;
    const checked = calls[known].input.safeParse(raw ?? {});
    if (!checked.success) {
      const issue = checked.error.issues[0];
      throw new Fault('call/bad-input', { name, at: told(issue?.path.join('.')), problem: told(issue?.message) });
    }
    return { ok: true, value: (await handlers[known](checked.data as never)) ?? null };
  } catch (error) {
    return { ok: false, fault: faultShapeOf(error) };
  }
}
