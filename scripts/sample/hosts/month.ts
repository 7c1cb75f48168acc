import { people, STOLEN, type Person } from '../company.ts';
import { clusterOf } from '../federation/session.ts';
import type { JoinedOrder } from '../federation/trail.ts';
import { Random } from '../random.ts';
import { bastion, builder, laptopOf, type Host } from './fleet.ts';
import { HostLog } from './log.ts';
import { stealerDay, type FirstLook, type HostStory } from './story.ts';
import { bash, CONTEXTS, homeOf, onBastion, onBuilder, onMac, onWindows, SETS_UP, setUp, shell, withCloud, type Command } from './work.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** What the people need on a day, at their quietest. */
export const FEWEST_HOST_EVENTS_A_DAY = 110;

export interface HostOrder extends JoinedOrder {
  /** Programs that were started, on all hosts together. */
  readonly events: number;
}

/** Writes the month of the hosts: laptops, the bastion and the build host. Same order, same bytes. */
export function makeHosts({ out, events, seed, days, from, storyDay, works }: HostOrder): { readonly log: HostLog; readonly story: HostStory; readonly looks: readonly FirstLook[] } {
  const log = new HostLog(out);
  const staff = people(0);
  let story: HostStory | null = null;
  const looks: FirstLook[] = [];
  for (let day = 0; day < days; day++) {
    const dayMs = from + day * DAY;
    for (const person of staff) {
      if (!works(person, day)) continue;
      looks.push(...laptopDay(person, day, dayMs, seed, log, events / days < 160));
      bastionDay(person, day, dayMs, seed, log);
    }
    if (day === storyDay) story = stealerDay(staff[STOLEN]!, dayMs, seed, log);
    const due = day === days - 1 ? events : Math.floor((0.985 * events * weightTo(day)) / weightTo(days - 1));
    build(Math.max(0, due - log.events), day, dayMs, seed, log);
    if (events > 200_000) log.flush(dayMs);
    else if (day % 7 === 6 || day === days - 1) log.flush(from + Math.floor(day / 7) * 7 * DAY);
  }
  if (log.events !== events) throw new Error(`${log.events} programs instead of ${events}: the people need more`);
  return { log, story: story!, looks };
}

/** People start most of them, and they work on weekdays. */
function weightTo(day: number): number {
  return Array.from({ length: day + 1 }, (_, i) => (i % 7 < 5 ? 7 : 1)).reduce((sum: number, one) => sum + one, 0);
}

function laptopDay(person: Person, day: number, dayMs: number, seed: number, log: HostLog, quiet: boolean): readonly FirstLook[] {
  const host = laptopOf(person);
  if (host === null) return [];
  const random = new Random(seed, 'laptop', person.index, day);
  const home = homeOf(person);
  const start = dayMs + (8.6 - person.zone) * HOUR;
  const at = (minutes: number) => Math.round(start + minutes * MINUTE + random.between(0, 59_999));
  const run = (ms: number, what: ReturnType<Command>): string => log.run({ ms, host, user: person.name, cwd: home, ...what }, random);
  const commands = person.platform === 'windows' ? onWindows : [...onMac, ...(clusterOf(person) === null ? [] : withCloud.slice(0, 4))];
  const count = quiet ? random.between(4, 8) : random.between(9, 17);
  for (let i = 0; i < count; i++) run(at(random.between(0, 470)), random.pick(commands)(home, random));
  if (SETS_UP[person.name]?.includes(day)) setUp(home, shell).forEach((what, i) => run(at(200 + i), what));
  if (CONTEXTS[person.name] !== day) return [];
  const ms = at(222);
  return [{ id: run(ms, withCloud[4]!(home, random)), ms, user: person.name }];
}

/** Administrators on the bastion, twice a week. */
function bastionDay(person: Person, day: number, dayMs: number, seed: number, log: HostLog): void {
  if (!['n.haugen', 'p.novak', 'g.petrov'].includes(person.name) || (day + person.index) % 3 !== 0) {
    if (!(SETS_UP[person.name]?.includes(day) === true && laptopOf(person) === null)) return;
  }
  const random = new Random(seed, 'bastion', person.index, day);
  const home = homeOf({ name: person.name, platform: 'linux' });
  const start = dayMs + (9.5 - person.zone) * HOUR;
  const run = (minutes: number, host: Host, what: ReturnType<Command>): void => void log.run({ ms: Math.round(start + minutes * MINUTE + random.between(0, 59_999)), host, user: person.name, cwd: home, ...what }, random);
  const count = random.between(4, 8);
  for (let i = 0; i < count; i++) run(i * 3, bastion, random.pick(onBastion)(home, random));
  if (SETS_UP[person.name]?.includes(day)) setUp(home, bash).forEach((what, i) => run(30 + i, bastion, what));
}

/** Builds, day and night: as many programs as the month still lacks. */
function build(count: number, day: number, dayMs: number, seed: number, log: HostLog): void {
  const random = new Random(seed, 'build', day);
  for (let i = 0; i < count; i++) {
    const ms = dayMs + Math.floor((i / count) * 86_000_000) + random.between(0, 399);
    log.run({ ms, host: builder, user: 'build', cwd: '/srv/build/freight', ...random.pick(onBuilder)('/srv/build', random) }, random);
  }
}
