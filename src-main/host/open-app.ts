import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { AppInfo, News, Reply } from '../contract/index.ts';
import { forkPort } from '../jobs/fork.ts';
import { answer } from './answer.ts';
import { caseDesk, type CaseDesk, type Spawn } from './case-desk.ts';
import { flows, type Flows } from './flows.ts';
import { handlers } from './handlers.ts';
import { openInbox, removeLeftInboxes, type Inbox } from './inbox.ts';
import { jobBoard, type JobBoard } from './job-board.ts';
import { folders, type Folders } from './paths.ts';
import { openSettings, type Settings } from './settings.ts';

/** What varies between the ways to run the app. */
export interface AppOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly host: AppInfo['host'];
  readonly spawn?: Spawn;
  readonly now?: () => number;
  readonly newId?: () => string;
}

/** Everything that the hosts, the CLI and the tests need, put together in one place. */
export interface App {
  readonly version: string;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly desk: CaseDesk;
  readonly jobs: JobBoard;
  readonly flows: Flows;
  readonly inbox: Inbox;
  readonly now: () => number;
  readonly newId: () => string;
  readonly host: AppInfo['host'];
  tell(news: News): void;
  answer(name: string, input: unknown): Promise<Reply<unknown>>;
  onNews(listener: (news: News) => void): () => void;
  close(): Promise<void>;
}

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
  const settings = openSettings(where.config);
  const inboxes = join(where.cache, 'inbox');
  removeLeftInboxes(inboxes, isRunning);
  const desk = caseDesk(options.spawn ?? forkPort, where.cache);
  const app: Omit<App, 'answer'> = {
    version,
    folders: where,
    settings,
    desk,
    jobs: jobBoard({ now, newId, tell }),
    flows: flows(desk, where, settings, version),
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

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function appVersion({ resources }: Folders): string {
  return (JSON.parse(readFileSync(join(resources, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
