import type { userCalls } from '../../contract/calls/users.ts';
import type { Handlers } from '../answer.ts';
import type { HandlerContext } from './context.ts';

/** Users, and where they were. */
export function userHandlers({ app, reader }: HandlerContext): Pick<Handlers, keyof typeof userCalls> {
  return {
    'user.list': (question) => reader().ask('users', question),
    'user.get': ({ user }) => reader().ask('user', { user }),
    'user.lanes': (question) => reader().ask('userLanes', question),
    'user.lineage': ({ user }) => reader().ask('userLineage', { user }),
    'find': (question) => reader().ask('find', { ...question, resources: app.folders.resources }),
    'profile.get': ({ user }) => reader().ask('profile', { user }),
  };
}
