export type { LanesQuestion } from './lanes.ts';
export type { UsersQuestion } from './users.ts';
export { askLanes, askOverview, askUser, askUsers } from './users-asked.ts';
