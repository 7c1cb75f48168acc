import type { mappingCalls } from '../../contract/calls/mappings.ts';
import type { Handlers } from '../answer.ts';
import { importFigures } from '../flows.ts';
import { mappingsBeside, mappingsFolder, saveMapping } from '../own-mappings.ts';
import type { HandlerContext } from './context.ts';

/** Mappings that analysts write, beside the open case. */
export function mappingHandlers({ app, keeper, reader, changed, hunt }: HandlerContext): Pick<Handlers, keyof typeof mappingCalls> {
  const { desk, jobs, flows } = app;
  const given = (paths: readonly string[], upload: string | undefined, file: string) => {
    const inbox = upload === undefined ? null : app.inbox.folderOf(upload);
    return { paths: inbox === null ? paths : [inbox, ...paths], inbox, file };
  };
  /** Records of an exhibit lie in the case, those of a file beside it. */
  const asked = (evidence: number | undefined) => (evidence === undefined ? desk.clerk() : reader());
  const exhibit = (evidence: number | undefined) => (evidence === undefined ? {} : { evidence });
  return {
    'mapping.list': () => {
      reader();
      return { folder: mappingsFolder(desk.path()), mappings: mappingsBeside(desk.path()).cards };
    },
    'mapping.draft': async ({ paths, upload, file, id, evidence }) => ({ text: await asked(evidence).ask('mappingDraft', { ...given(paths, upload, file), id, ...exhibit(evidence) }) }),
    'mapping.preview': ({ paths, upload, file, text, evidence }) => asked(evidence).ask('mappingPreview', { ...given(paths, upload, file), text, ...exhibit(evidence) }),
    'mapping.apply': ({ evidence }) => {
      keeper();
      return {
        job: jobs.start('import', 'Read again with a mapping', async (run) => {
          const result = await flows.remap(evidence, run);
          await changed();
          if (!result.stopped && result.totals.events > 0) hunt([]);
          return importFigures(result);
        }),
      };
    },
    'mapping.save': ({ text, replace }) => {
      keeper();
      return saveMapping(desk.path(), text, replace);
    },
  };
}
