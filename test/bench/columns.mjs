// Times of columns on synthetic rows: node test/bench/columns.mjs [rows]. Figures of one run, not a test. Building and asking run in a process
// each, so that each has a peak of its own.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ColumnsBuilder, countBy, eachSliding, eachTumbling, filter, groupRows, histogram, inOrder, profile, profileTable, readSnapshot, rowsPage, sortRows, writeSnapshot,
} from '../../src-main/columns/index.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const PAGE = 50_000;
const USERS = 2_000;
const KEYS = Math.max(4_000, ROWS / 50);
const IPS = 30_000;
const AGENTS = 400;
const START = Date.UTC(2026, 2, 1);
const SPAN = 30 * 86_400_000;

let seed = 12345;
const below = (n) => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32 * n) | 0;
const measured = (name, run) => {
  const from = performance.now();
  const out = run();
  console.log(`${name.padEnd(52)} ${((performance.now() - from) / 1000).toFixed(3).padStart(8)} s   rss ${(process.memoryUsage.rss() / 2 ** 20 | 0)} MB`);
  return out;
};

const [phase, given] = [process.argv[3] ?? 'build', process.argv[4]];

function build() {
  const core = { 'event.action': 300, 'event.outcome': 3, 'event.dataset': 1, 'event.category': 5, 'cloud.region': 12, 'cloud.account.id': 20, 'service.name': 80, 'error.code': 40, 'event.access': 2,
    'aws.cloudtrail.event_type': 3, 'aws.cloudtrail.principal_id': 3000, 'aws.cloudtrail.session_issuer': 200, 'mfa.satisfied_by': 3, 'auth.token_type': 3 };
  const builder = new ColumnsBuilder({ caseId: 'bench', state: 1 });
  const array = () => new Int32Array(PAGE);
  const columns = measured(`build of ${ROWS} rows`, () => {
    const page = { n: 0, time: new Float64Array(PAGE), event: array(), actor: array(), numbers: { 'session.issued_at': new Float64Array(PAGE) },
      ids: { 'source.ip': array(), 'user_agent.original': array(), 'credential.id': array(), 'session.id': array() }, many: { 'target.name': { offsets: array(), values: array() } } };
    page.many['target.name'].offsets = new Int32Array(PAGE + 1);
    for (const field of Object.keys(core)) page.ids[field] = array();
    for (let done = 0; done < ROWS; done += PAGE) {
      page.n = Math.min(PAGE, ROWS - done);
      let values = 0;
      for (let row = 0; row < page.n; row += 1) {
        const user = Math.min(below(USERS), below(USERS));
        page.time[row] = START + Math.floor((SPAN * (done + row)) / ROWS);
        page.event[row] = done + row + 1;
        page.actor[row] = user + 1;
        page.ids['credential.id'][row] = user + 1 + USERS * below(KEYS / USERS);
        page.ids['session.id'][row] = page.ids['credential.id'][row];
        page.ids['source.ip'][row] = 1 + ((user * 7 + (below(50) === 0 ? below(IPS) : below(2))) % IPS);
        page.ids['user_agent.original'][row] = 1 + ((user + (below(10) === 0 ? 1 : 0)) % AGENTS);
        page.numbers['session.issued_at'][row] = page.time[row] - (page.time[row] % 3_600_000);
        let base = 1;
        for (const [field, distinct] of Object.entries(core)) {
          page.ids[field][row] = base + below(distinct);
          base += distinct;
        }
        if (below(4) === 0) page.many['target.name'].values[values++] = 100_000 + below(50_000);
        page.many['target.name'].offsets[row + 1] = values;
      }
      builder.addPage(page);
    }
    return builder.finish({
      values: (function* () { for (let id = 1; id < 150_000; id += 1) yield [id, `value-${id}-${'x'.repeat(id % 30)}`]; })(),
      identifiers: (function* () { for (let id = 1; id <= KEYS + USERS; id += 1) yield [id, `ASIA${String(id * 7919).padStart(16, 'X')}`]; })(),
      actors: (function* () { for (let id = 1; id <= USERS; id += 1) yield { id, fields: { 'user.name': `user${id}`, 'user.id': `arn:aws:iam::111122223333:user/user${id}`, 'user.type': 'IAMUser', 'organization.id': '111122223333' } }; })(),
      ips: (function* () { for (let id = 1; id <= IPS; id += 1) yield { id, text: `10.${id >> 16}.${(id >> 8) & 255}.${id & 255}`, fields: { 'source.as.number': 64_512 + (id % 300), 'source.as.organization.name': `Network ${id % 300}`, 'source.geo.country_iso_code': `C${id % 60}` } }; })(),
      agents: (function* () { for (let id = 1; id <= AGENTS; id += 1) yield { id, text: `agent/1.${id}`, fields: { 'user_agent.template': `agent/* ${id % 50}`, 'user_agent.name': `agent ${id % 50}` } }; })(),
    });
  });
  console.log(`columns: ${(columns.buffer.byteLength / 1e6).toFixed(0)} MB`);

  measured('snapshot written', () => {
    const out = openSync(file, 'w');
    for (const chunk of writeSnapshot(columns)) writeSync(out, chunk);
    closeSync(out);
  });
}

function load() {
  const loaded = measured('snapshot loaded', () => {
    const buffer = new SharedArrayBuffer(statSync(file).size);
    const into = new Uint8Array(buffer);
    const from = openSync(file, 'r');
    for (let at = 0, read = 1; read > 0; at += read) read = readSync(from, into, at, Math.min(2 ** 26, into.length - at));
    closeSync(from);
    return readSnapshot(buffer, { caseId: 'bench', state: 1 });
  });
  if (typeof loaded === 'string') throw new Error(loaded);

  return loaded;
}

function screens() {
  const c = load();
  measured('countBy event.action', () => countBy(c, 'event.action', { limit: 20 }));
  measured('countBy source.as.organization.name', () => countBy(c, 'source.as.organization.name', { limit: 20 }));
  measured('countBy credential.id', () => countBy(c, 'credential.id', { limit: 20 }));
  const rows = measured('filter action is, network contains', () => filter(c, { chips: [{ field: 'source.as.organization.name', operator: 'contains', values: ['work 1'] }, { field: 'event.outcome', operator: 'is-not', values: [c.text('event.outcome', 1)] }] }));
  measured('filter, network contains, again', () => filter(c, { chips: [{ field: 'source.as.organization.name', operator: 'contains', values: ['work 2'] }] }));
  measured('histogram of 200 slices, all', () => histogram(c, START, START + SPAN, 200));
  measured(`histogram of 200 slices, ${rows.length} rows`, () => histogram(c, START, START + SPAN, 200, rows));
  measured('sort by user.name, first page', () => rowsPage(sortRows(c, 'user.name', 'descending'), 0, 200));
  measured('sort by credential.id', () => sortRows(c, 'credential.id', 'ascending'));
  measured('profile of one user', () => profile(c, 'user1'));
  measured('profileTable', () => profileTable(c));
}

function hunts() {
  const c = load();
  const groups = measured('groupRows credential.id, user.name', () => groupRows(c, ['credential.id', 'user.name'], { nulls: 'drop' }));
  measured('groupRows user.name', () => groupRows(c, ['user.name'], { nulls: 'drop' }));
  const agents = measured('inOrder user_agent.original', () => inOrder(c, groups, 'user_agent.original'));
  const networks = measured('inOrder source.as.organization.name', () => inOrder(c, groups, 'source.as.organization.name'));
  const s16 = (least) => {
    let found = 0;
    eachTumbling(c, groups, { width: 600_000 }, [agents, networks], { distinct: [least, least] }, () => (found += 1));
    return found;
  };
  console.log('groups', groups.count, 'windows found', measured('S16, 10 min tumbling', () => s16(2)));
  console.log('windows found', measured('S16, other threshold', () => s16(1)));
  const sliding = (least) => {
    let found = 0;
    eachSliding(c, groups, 600_000, [agents, networks], { distinct: [least, least] }, () => (found += 1));
    return found;
  };
  console.log('windows found', measured('S16, 10 min sliding', () => sliding(2)));
  measured('S16, sliding, other threshold', () => sliding(3));
  const users = groupRows(c, ['user.name'], { nulls: 'drop' });
  measured('1 d windows, distinct networks by user', () => eachTumbling(c, users, { width: 86_400_000 }, [inOrder(c, users, 'source.as.number')], { distinct: [3] }, () => undefined));
}

const file = given ?? join(tmpdir(), `bilocate-bench-${process.pid}.columns`);
({ build, screens, hunts })[phase]();
console.log(`peak rss ${(process.resourceUsage().maxRSS / 1024) | 0} MB`);
if (phase === 'build') {
  for (const next of ['screens', 'hunts']) spawnSync(process.execPath, [process.argv[1], String(ROWS), next, file], { stdio: 'inherit' });
  rmSync(file);
}
