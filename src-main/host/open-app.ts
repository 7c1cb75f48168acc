import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { News } from '../contract/index.ts';
import { forkPort } from '../jobs/fork.ts';
import { isRunning } from '../kit/running.ts';
import { answer } from './answer.ts';
import type { App, AppOptions } from './app.ts';
import { caseDesk } from './case-desk.ts';
import { flows } from './flows.ts';
import { handlers } from './handlers.ts';
import { openInbox, removeLeftInboxes } from './inbox.ts';
import { jobBoard } from './job-board.ts';
import { folders, type Folders } from './paths.ts';
import { openSettings } from './settings.ts';
import { openWorkspaces } from './workspace.ts';

/** The one composition root. */
export function openApp(options: AppOptions): App {
  const where = folders(options.environment);
  const now = options.now ?? Date.now;
  const newId = options.newId ?? randomUUID;
  const version = appVersion(where);
  const listeners = new Set<(news: News) => void>();
  const tell = (news: News) => {
    for (const listener of listeners) listener(news);
  };
  const settings = openSettings(where.config, options.damaged);
  const inboxes = join(where.cache, 'inbox');
  removeLeftInboxes(inboxes, isRunning);
  const desk = caseDesk(options.spawn ?? forkPort, where.cache);
  const app: Omit<App, 'answer'> = {
    version,
    folders: where,
    settings,
    workspaces: openWorkspaces(join(where.config, 'workspaces')),
    desk,
    jobs: jobBoard({ now, newId, tell }),
    flows: flows(desk, where, settings, version, now),
    inbox: openInbox(join(inboxes, String(process.pid))),
    now,
    newId,
    host: options.host,
    tell,
    onNews(listener) {
      listeners.add(listener);
      listener({ kind: 'hello', version });
      return () => listeners.delete(listener);
    },
    async close() {
      await app.jobs.stopAll();
      await desk.close();
      app.inbox.close();
    },
  };
  const all = handlers(app);
  return Object.assign(app, { answer: (name: string, input: unknown) => answer(all, name, input) });
}

function appVersion({ resources }: Folders): string {
  return (JSON.parse(readFileSync(join(resources, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
