// Times of the questions about users on synthetic rows: node test/bench/people.mjs [rows] [random]. Figures of one run, not a test. Users work in stretches from a home, an
// office and a phone network, one of them (a service) makes a fifth of all events; with `random` every event is from anywhere, which no log is, and is the worst case.
import { ColumnsBuilder, textDictionaryOf } from '../../src-main/columns/index.ts';
import { overviewOf } from '../../src-main/questions/overview.ts';
import { userDetail } from '../../src-main/questions/user.ts';
import { userLanes } from '../../src-main/questions/lanes.ts';
import { peopleOf } from '../../src-main/questions/users-people.ts';
import { userPage, usersInTwoPlaces } from '../../src-main/questions/users.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const RANDOM = process.argv[3] === 'random';
const [PAGE, USERS, IPS, AGENTS, START, SPAN] = [50_000, 2_000, 30_000, 400, Date.UTC(2026, 2, 1), 30 * 86_400_000];
const SESSIONS = Math.max(4_000, ROWS / 50);
const core = { 'event.dataset': 1, 'event.action': 500, 'event.outcome': 3, 'cloud.region': 12, 'cloud.account.id': 20, 'service.name': 80, 'auth.token_type': 3 };

let seed = 12345;
const below = (n) => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32 * n) | 0;
const measured = (name, run) => {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const out = run();
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${name.padEnd(56)} ${(performance.now() - from).toFixed(0).padStart(8)} ms   cpu ${((user + system) / 1000).toFixed(0).padStart(6)} ms   rss ${(process.memoryUsage.rss() / 2 ** 20 | 0)} MB`);
  return out;
};

function build() {
  const builder = new ColumnsBuilder({ caseId: 'bench', state: 1 });
  const array = () => new Int32Array(PAGE);
  const page = { n: 0, time: new Float64Array(PAGE), event: array(), actor: array(), numbers: {}, many: {},
    ids: { 'source.ip': array(), 'user_agent.original': array(), 'credential.id': array(), 'session.id': array(), ...Object.fromEntries(Object.keys(core).map((field) => [field, array()])) } };
  for (let done = 0; done < ROWS; done += PAGE) {
    page.n = Math.min(PAGE, ROWS - done);
    for (let row = 0; row < page.n; row += 1) {
      const at = Math.floor((SPAN * (done + row)) / ROWS);
      const hour = Math.floor(at / 3_600_000);
      // In each hour a twentieth of the users are at work.
      const user = below(5) === 0 ? 0 : RANDOM ? below(USERS) : (hour * 97 + below(USERS / 20) * 19) % USERS;
      const network = RANDOM ? below(IPS) : below(2000) === 0 ? below(IPS) : (user * 7 + (hour + user) % 3) % IPS;
      page.time[row] = START + at;
      page.event[row] = done + row + 1;
      page.actor[row] = user + 1;
      page.ids['source.ip'][row] = 1 + network;
      page.ids['user_agent.original'][row] = 1 + ((user + (below(10) === 0 ? 1 : 0)) % AGENTS);
      page.ids['credential.id'][row] = page.ids['session.id'][row] = 1 + (RANDOM ? below(SESSIONS) : (user * 31 + Math.floor(hour / 8)) % SESSIONS);
      let base = 1;
      for (const [field, distinct] of Object.entries(core)) {
        page.ids[field][row] = base + below(distinct);
        base += distinct;
      }
    }
    builder.addPage(page);
  }
  return builder.finish({
    values: textDictionaryOf([...(function* () { for (let id = 1; id < 1000; id += 1) yield [id, `value-${id}`]; })()]),
    identifiers: textDictionaryOf([...(function* () { for (let id = 1; id <= SESSIONS; id += 1) yield [id, `ASIA${String(id * 7919).padStart(16, 'X')}`]; })()]),
    actors: (function* () { for (let id = 1; id <= USERS; id += 1) yield { id, fields: { 'user.name': `user${id}`, 'user.id': `arn:aws:iam::111122223333:user/user${id}`, 'user.type': 'IAMUser' } }; })(),
    ips: (function* () { for (let id = 1; id <= IPS; id += 1) yield { id, text: `198.${18 + (id >> 16)}.${(id >> 8) & 255}.${id & 255}`, fields: { 'source.ip_type': 'public', 'source.as.number': 64_512 + (id % 300), 'source.as.organization.name': `Network ${id % 300}`, 'source.geo.country_iso_code': ['US', 'NL', 'NO'][id % 3] } }; })(),
    agents: (function* () { for (let id = 1; id <= AGENTS; id += 1) yield { id, text: `agent/1.${id}`, fields: { 'user_agent.template': `agent/* ${id % 50}`, 'user_agent.name': `agent ${id % 50}` } }; })(),
  });
}

const columns = measured(`build of ${ROWS} rows`, build);
const says = { heads: [], slots: new Map() };
const located = new Map(Array.from({ length: IPS }, (_, at) => at + 1).map((id) => [`198.${18 + (id >> 16)}.${(id >> 8) & 255}.${id & 255}`, { city: `City ${id % 200}`, country: 'US', latitude: (id % 120) - 60, longitude: (id % 300) - 150, accuracyKm: 20 }]));
const people = measured('preparation: peopleOf', () => peopleOf(columns));
measured('users in two places, for a report', () => usersInTwoPlaces(people, { heads: [], slots: new Map() }, 40));
const question = { text: '', sort: 'overlap', descending: true, onlyInTwoPlaces: false, after: 0, limit: 200 };
const list = measured('user.list, first', () => userPage(people, says, question));
console.log(`  in two places: ${people.persons.filter(({ longest }) => longest !== null).length} of ${list.total}`);
measured('user.list, by events', () => userPage(people, says, { ...question, sort: 'events' }));
measured('user.list, text', () => userPage(people, says, { ...question, text: 'network 12' }));
measured('overview.get, first', () => overviewOf(people, says, []));
measured('overview.get', () => overviewOf(people, says, []));
for (const user of ['user77', 'user1']) {
  const detail = measured(`user.get ${user}, first`, () => userDetail(people, says, located, user));
  console.log(`  ${detail.events} events, ${detail.profiles.length + detail.moreProfiles.profiles} profiles, ${detail.overlaps.length} spans, ${(JSON.stringify(detail).length / 1e3).toFixed(0)} kB`);
  measured(`user.get ${user}`, () => userDetail(people, says, located, user));
  const ask = { user, from: null, to: null, by: 'network', slices: 1000 };
  measured(`user.lanes ${user}, all`, () => userLanes(people, says, ask));
  measured(`user.lanes ${user}, three days`, () => userLanes(people, says, { ...ask, from: START + SPAN / 2, to: START + SPAN / 2 + 3 * 86_400_000 }));
  measured(`user.lanes ${user}, all, by credential`, () => userLanes(people, says, { ...ask, by: 'credential' }));
}
console.log(`peak rss ${(process.resourceUsage().maxRSS / 1024) | 0} MB`);
