import type { News } from '@contract';
import { AskFault, currentTransport, SessionEnded, Unreachable } from '../transport/client.ts';
import { isRunning } from '../shape/jobs.ts';
import { useApp } from './app.ts';
import { useCase } from './case.ts';
import { useEvents } from './events.ts';
import { useEvidence } from './evidence.ts';
import { useIdentity } from './identity.ts';
import { useImportPlan } from './import-plan.ts';
import { useExpected } from './expected.ts';
import { useFinding } from './finding.ts';
import { useFindings } from './findings.ts';
import { useJobs } from './jobs.ts';
import { useLog } from './log.ts';
import { useMappings } from './mappings.ts';
import { useNotices } from './notices.ts';
import { useOverview } from './overview.ts';
import { useRange } from './range.ts';
import { useRules } from './rules.ts';
import { useSettings } from './settings.ts';
import { useTable } from './table.ts';
import { useUsers } from './users.ts';
import { useReference } from './reference.ts';
import { useReportUsers } from './report-users.ts';
import { useUser } from './user.ts';
import { useWorkspace } from './workspace.ts';

const settleMs = 400;

/** Keeps the stores in step with the host: listens to the news and asks again for what has changed. Returns how to stop. */
export function follow(): () => void {
  const { attempt } = useNotices();
  const jobs = useJobs();
  const app = useApp();
  let timer: ReturnType<typeof setTimeout> | null = null;

  // The case may change ten times a second while it is written to: one round of questions per pause is enough.
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      void attempt(() => refreshCase().catch(unlessClosed));
    }, settleMs);
  };
  const hear = (news: News) => {
    if (news.kind === 'job') {
      const before = jobs.byId.get(news.job.id);
      jobs.apply(news.job);
      if (!isRunning(news.job) && (before === undefined || isRunning(before))) soon();
    } else if (news.kind === 'case') soon();
    // A new connection: news may have been missed, and so may the answers that the page began with.
    else void attempt(reload);
  };
  const unlisten = currentTransport().onNews(hear, (up) => { app.live = up; });
  return () => {
    unlisten();
    if (timer !== null) clearTimeout(timer);
  };
}

/** True once it is known who works here, in which case and how: before that there is nothing to show. */
export const begun = (): boolean => useApp().info !== null && useCase().known && useWorkspace().known;

/** Everything that does not depend on the screen. Only when all of it was answered, be it with a fault, the host is there again: one answer says nothing of a question that found nobody. */
export async function reload(): Promise<void> {
  const app = useApp();
  try {
    await Promise.all([app.load(), useJobs().load(), refreshCase()]);
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof SessionEnded)) app.trouble = begun() && app.wanted === null ? null : 'not-loaded';
    throw error;
  }
  app.trouble = app.wanted === null ? null : 'not-loaded';
}

/** What was asked for before is asked for again; what no screen has shown yet is not. */
async function refreshCase(): Promise<void> {
  const [cases, evidence, findings, finding, rules, log] = [useCase(), useEvidence(), useFindings(), useFinding(), useRules(), useLog()];
  const before = cases.summary?.id;
  await cases.refresh();
  const workspace = useWorkspace();
  if (cases.summary === null || cases.summary.id !== before) forgetCase();
  // How somebody works decides what is shown first: it comes before the screens.
  await workspace.load(cases.summary?.id ?? null).catch(() => undefined);
  if (cases.summary === null) return;
  useReportUsers().outdate();
  await Promise.all([
    evidence.refresh(),
    findings.refreshKnown(),
    useExpected().refreshKnown(),
    rules.refresh(),
    useOverview().answer === null ? null : useOverview().refresh(),
    useUsers().refresh(),
    log.known ? log.start() : null,
    finding.id === null ? null : finding.show(finding.id),
    useEvents().refresh(),
    useUser().refresh(),
    useIdentity().refresh(),
  ]);
}

/** A case may be closed while its parts are asked for; the news of that follows, and nobody needs to be told of it. */
function unlessClosed(error: unknown): void {
  if (!(error instanceof AskFault && error.fault.code === 'call/no-case')) throw error;
}

/** Another case, or none: nothing of the old one stays on screen. */
export function forgetCase(): void {
  useEvidence().forget();
  useImportPlan().forget();
  useEvents().forget();
  useFindings().forget();
  useExpected().forget();
  useFinding().hide();
  useLog().clear();
  useMappings().clear();
  useTable().forget();
  useOverview().forget();
  useUsers().forget();
  useUser().hide();
  useIdentity().forget();
  useReference().clear();
  useReportUsers().forget();
  useRange().clear();
  useSettings().forget();
  useWorkspace().forgetCase();
}
