// What `screens.ts` measures. A screen or question that is not there is listed as such; a new one is a line here.

/** A screen: its path, its head, and what must be on it. `{user}` and `{finding}` are put in from the case. */
export interface ScreenToOpen { readonly name: string; readonly path: string; readonly head: RegExp; readonly content: string }
const rows = '[role=gridcell], tbody td';
export const screens: readonly ScreenToOpen[] = [
  { name: 'Cases', path: '/cases', head: /^Cases$/, content: rows },
  { name: 'Overview', path: '/overview', head: /./, content: 'canvas, svg[role], figure' },
  { name: 'Evidence', path: '/evidence', head: /^Evidence$/, content: rows },
  { name: 'Findings', path: '/findings', head: /^Findings$/, content: rows },
  { name: 'Findings, published forms too', path: '/findings?variant=any', head: /^Findings$/, content: rows },
  { name: 'a finding', path: '/findings/{finding}', head: /^Findings$/, content: 'aside canvas, aside h2' },
  { name: 'Users', path: '/users', head: /^Users$/, content: rows },
  { name: 'a user', path: '/users/{user}', head: /./, content: '.chart svg[role=img]' },
  { name: 'Events', path: '/events', head: /^Events$/, content: rows },
  { name: 'Hunts', path: '/hunts', head: /^Hunts$/, content: 'main button, main a' },
  { name: 'Case log', path: '/log', head: /^Case log$/, content: rows },
  { name: 'Report', path: '/report', head: /^Report$/, content: 'main button' },
  { name: 'Settings', path: '/settings', head: /^Settings$/, content: 'main h2, main input' },
];

type Input = Readonly<Record<string, unknown>>;
/** A question as a screen asks it, over HTTP, and how long it may take in ms. `{middle}` is half way through the events; `{from}` and `{to}` a week in the middle. */
export interface Question { readonly name: string; readonly call: string; readonly input: Input; readonly bar: number }
const fields = ['event.action', 'user.name', 'source.ip', 'source.as.number', 'user_agent.original'];
const failed = { from: null, to: null, chips: [{ field: 'error.code', operator: 'exists' }], finding: null };
const week = { from: '{from}', to: '{to}', chips: [], finding: null };
export const questions: readonly Question[] = [
  { name: 'event page, first', call: 'event.page', input: { fields, limit: 100 }, bar: 100 },
  { name: 'event page, in the middle', call: 'event.page', input: { fields, limit: 100, after: '{middle}' }, bar: 100 },
  { name: 'event page, sorted by address', call: 'event.page', input: { fields, limit: 100, sort: { field: 'source.ip', descending: false } }, bar: 100 },
  { name: 'event page, sorted, in the middle', call: 'event.page', input: { fields, limit: 100, after: '{middle}', sort: { field: 'source.ip', descending: true } }, bar: 100 },
  { name: 'event page, only errors', call: 'event.page', input: { fields, limit: 100, filter: failed }, bar: 100 },
  { name: 'event page, address contains 7', call: 'event.page', input: { fields, limit: 100, filter: { ...failed, chips: [{ field: 'source.ip', operator: 'contains', values: ['7'] }] } }, bar: 100 },
  { name: 'event page, of the user', call: 'event.page', input: { fields, limit: 100, filter: { ...failed, chips: [{ field: 'user.name', operator: 'is', values: ['{user}'] }] } }, bar: 100 },
  { name: 'an event', call: 'event.get', input: { event: '{middle}' }, bar: 100 },
  { name: 'brush: histogram of all', call: 'event.histogram', input: { slices: 1000 }, bar: 200 },
  { name: 'brush: histogram of a week', call: 'event.histogram', input: { from: '{from}', to: '{to}', slices: 1000 }, bar: 200 },
  { name: 'brush: page of a week', call: 'event.page', input: { fields, limit: 100, filter: week }, bar: 200 },
  { name: 'brush: lanes of the user, all', call: 'user.lanes', input: { user: '{user}', slices: 1000 }, bar: 200 },
  { name: 'brush: lanes of the user, a week', call: 'user.lanes', input: { user: '{user}', from: '{from}', to: '{to}', slices: 1000 }, bar: 200 },
  { name: 'values of a field', call: 'event.values', input: { field: 'event.action' }, bar: 200 },
  { name: 'users', call: 'user.list', input: {}, bar: 300 },
  { name: 'a user', call: 'user.get', input: { user: '{user}' }, bar: 300 },
  { name: 'overview', call: 'overview.get', input: {}, bar: 300 },
  { name: 'findings, first page', call: 'finding.list', input: {}, bar: 300 },
  { name: 'findings of every form, last page', call: 'finding.list', input: { after: 24_000 }, bar: 300 },
  { name: 'findings with a text', call: 'finding.list', input: { choice: { text: 'network 7' } }, bar: 300 },
  { name: 'values to choose findings by', call: 'finding.values', input: { text: 'a' }, bar: 300 },
  { name: 'where a finding stands', call: 'finding.locate', input: { finding: '{finding}' }, bar: 300 },
  { name: 'a finding', call: 'finding.get', input: { finding: '{finding}' }, bar: 300 },
  { name: 'the report, its outline', call: 'report.preview', input: { outline: true }, bar: 300 },
  { name: 'the report, its pages', call: 'report.preview', input: {}, bar: 2000 },
  { name: 'evidence', call: 'evidence.list', input: {}, bar: 300 },
];
