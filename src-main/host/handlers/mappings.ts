import type { mappingCalls } from '../../contract/calls/mappings.ts';
import type { Handlers } from '../answer.ts';
import { mappingsBeside, mappingsFolder, saveMapping } from '../own-mappings.ts';
import type { HandlerContext } from './context.ts';

/** Mappings that analysts write, beside the open case. */
export function mappingHandlers({ app, keeper, reader }: HandlerContext): Pick<Handlers, keyof typeof mappingCalls> {
  const { desk } = app;
  const given = (paths: readonly string[], upload: string | undefined, file: string) => {
    const inbox = upload === undefined ? null : app.inbox.folderOf(upload);
    return { paths: inbox === null ? paths : [inbox, ...paths], inbox, file };
  };
  return {
    'mapping.list': () => {
      reader();
      return { folder: mappingsFolder(desk.path()), mappings: mappingsBeside(desk.path()).cards };
    },
    'mapping.draft': async ({ paths, upload, file, id }) => ({ text: await desk.clerk().ask('mappingDraft', { ...given(paths, upload, file), id }) }),
    'mapping.preview': ({ paths, upload, file, text }) => desk.clerk().ask('mappingPreview', { ...given(paths, upload, file), text }),
    'mapping.save': ({ text, replace }) => {
      keeper();
      return saveMapping(desk.path(), text, replace);
    },
  };
}
