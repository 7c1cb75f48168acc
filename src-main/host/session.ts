import { arch, hostname, platform, release } from 'node:os';
import type { Analyst } from '../contract/index.ts';
import type { SessionFacts } from '../jobs/keeper.ts';
import type { Folders } from './paths.ts';

/** Who works here, with what, on which machine: noted in the case before the first entry of its log. */
export function sessionFacts(app: { readonly version: string; readonly folders: Folders; readonly newId: () => string }, analyst: Analyst): SessionFacts {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    id: app.newId(),
    analyst,
    host: hostname(),
    recordsFolder: app.folders.cache,
    versions: {
      app: app.version,
      build: app.version,
      node: process.versions.node,
      electron: process.versions.electron ?? null,
      icu: process.versions.icu ?? '',
      tzdata: process.versions.tz ?? '',
      unicode: process.versions.unicode ?? '',
      os: `${platform()} ${release()} ${arch()}`,
      locale,
      zone: timeZone,
    },
  };
}
