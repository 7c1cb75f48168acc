import type { Handlers } from './answer.ts';
import type { App } from './app.ts';
import { appHandlers } from './handlers/app.ts';
import { caseHandlers } from './handlers/case.ts';
import { handlerContext } from './handlers/context.ts';
import { eventHandlers } from './handlers/events.ts';
import { findingHandlers } from './handlers/findings.ts';
import { huntHandlers } from './handlers/hunts.ts';
import { identityHandlers } from './handlers/identity.ts';
import { referenceHandlers } from './handlers/reference.ts';
import { mappingHandlers } from './handlers/mappings.ts';
import { reportHandlers } from './handlers/report.ts';
import { userHandlers } from './handlers/users.ts';

/** Answers to every call, over the open case; one file per subject, as the calls are. */
export function handlers(app: Omit<App, 'answer'>): Handlers {
  const context = handlerContext(app);
  return {
    ...appHandlers(context), ...caseHandlers(context), ...huntHandlers(context), ...findingHandlers(context), ...eventHandlers(context), ...userHandlers(context), ...identityHandlers(context), ...referenceHandlers(context), ...reportHandlers(context), ...mappingHandlers(context),
  };
}
