import { people, STOLEN, type Person } from '../company.ts';
import { clusterSession } from '../federation/session.ts';
import type { JoinedOrder } from '../federation/trail.ts';
import { ClusterLog } from './log.ts';
import { fillCluster, machineDay } from './machines.ts';
import { clusterDay } from './people.ts';
import { clusterStory, type ClusterStory } from './story.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** What the people and the machines need on a day, at their quietest. */
export const FEWEST_CLUSTER_EVENTS_A_DAY = 140;
/** A Saturday in the third week: from midnight on for nine hours nothing is written in either cluster. */
export const SILENT = { day: 19, hours: 9 } as const;

export interface ClusterOrder extends JoinedOrder {
  /** Requests to both clusters together. */
  readonly events: number;
}

/** Writes the month of two clusters. Same order, same bytes. */
export function makeClusters({ out, events, seed, days, from, storyDay, works }: ClusterOrder): { readonly log: ClusterLog; readonly story: ClusterStory } {
  const log = new ClusterLog(out);
  const staff = people(0);
  const silence = { from: from + SILENT.day * DAY, to: from + SILENT.day * DAY + SILENT.hours * HOUR };
  const silent = (ms: number): boolean => ms >= silence.from && ms < silence.to;
  const quiet = events / days < 200;
  let story: ClusterStory = { told: [], token: '' };
  for (let day = 0; day < days; day++) {
    const dayMs = from + day * DAY;
    for (const person of staff as readonly Person[]) {
      const session = works(person, day) ? clusterSession(person, day, dayMs, seed, storyDay) : null;
      if (session === null) continue;
      if (person.index === STOLEN && day === storyDay) story = clusterStory(session, dayMs, seed, log);
      else clusterDay(session, seed, log, quiet);
    }
    for (const cluster of ['prod', 'dev'] as const) machineDay(cluster, day, dayMs, seed, log, silent);
    const due = day === days - 1 ? events : Math.floor((0.985 * events * (day + 1)) / days);
    fillCluster(Math.max(0, due - log.events), day, dayMs, seed, log, silent);
    if (events > 200_000) log.flush(dayMs);
    else if (day % 7 === 6 || day === days - 1) log.flush(from + Math.floor(day / 7) * 7 * DAY);
  }
  if (log.events !== events) throw new Error(`${log.events} requests instead of ${events}: people and machines of the clusters need more`);
  return { log, story };
}
