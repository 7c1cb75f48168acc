import type { AppInfo, FaultShape, News, Reply } from '../contract/index.ts';
import type { CaseDesk, Spawn } from './case-desk.ts';
import type { Flows } from './flows.ts';
import type { Inbox } from './inbox.ts';
import type { JobBoard } from './job-board.ts';
import type { Folders } from './paths.ts';
import type { Settings } from './settings.ts';
import type { Workspaces } from './workspace.ts';

/** What varies between the ways to run the app. */
export interface AppOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly host: AppInfo['host'];
  readonly spawn?: Spawn;
  readonly now?: () => number;
  readonly newId?: () => string;
  /** Told where the settings of this installation cannot be read. */
  readonly damaged?: (fault: FaultShape) => void;
}

/** Everything that the hosts, the CLI and the tests need, put together in one place. */
export interface App {
  readonly version: string;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly workspaces: Workspaces;
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
