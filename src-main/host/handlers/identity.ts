import type { identityCalls } from '../../contract/calls/identity.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** Who is who. What is said here changes no evidence, no event and no count: columns are asked by other names. */
export function identityHandlers({ reader, keeper, changed }: HandlerContext): Pick<Handlers, keyof typeof identityCalls> {
  const noted = async (seq: number | null): Promise<{ seq: number | null }> => {
    if (seq !== null) await changed();
    return { seq };
  };
  return {
    'identity.get': () => reader().ask('identity', {}),
    'identity.labels': () => reader().ask('labels', {}),
    'identity.alias': async (said) => noted(await keeper().ask('alias', said)),
    'identity.trait': async (said) => noted(await keeper().ask('trait', said)),
    'identity.label': async (said) => noted(await keeper().ask('label', said)),
  };
}
