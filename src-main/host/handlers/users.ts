import type { userCalls } from '../../contract/calls/users.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** Users, and where they were. */
export function userHandlers({ reader }: HandlerContext): Pick<Handlers, keyof typeof userCalls> {
  return {
    'profile.get': ({ user }) => reader().ask('profile', { user }),
  };
}
