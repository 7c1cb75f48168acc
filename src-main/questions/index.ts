export { askEvents, askHistogram, askValues, linesOf, listedRows, locateEvent, type EventsQuestion } from './events.ts';
export { find, prepareFind } from './find.ts';
export { prepare } from './prepare.ts';
export type { LanesQuestion } from './lanes.ts';
export type { UsersQuestion } from './users.ts';
export { peopleOf, preparePeople } from './users-people.ts';
export { prepareOverview } from './overview.ts';
export { askLanes, askOverview, askUser, askUsers } from './users-asked.ts';
