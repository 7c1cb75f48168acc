import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions } from 'electron';
import { basename } from 'node:path';
import { Fault } from '../contract/index.ts';
import type { Choice, ChosenPaths } from '../host/chosen-paths.ts';

const CASE: FileFilter = { name: 'Bilocate case', extensions: ['bilocate'] };
const OPEN: Partial<Record<Choice, OpenDialogOptions>> = {
  evidence: { title: 'Add evidence: files', properties: ['openFile', 'multiSelections'] },
  folder: { title: 'Add evidence: folders', properties: ['openDirectory', 'multiSelections'] },
  case: { title: 'Open a case', properties: ['openFile'], filters: [CASE] },
  table: { title: 'Use a table of networks and countries', properties: ['openFile'], filters: [{ name: 'MMDB', extensions: ['mmdb'] }] },
};
const SAVE: Partial<Record<Choice, string>> = { 'new-case': 'Save the new case as', report: 'Save the report as', export: 'Save the export as' };

/**
 * Asks with the system's dialog and gives handles of what was chosen; none where it was put away. `name` is proposed for a file to write.
 * Throws call/refused for anything that is no dialog of ours.
 */
export function chooser(dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>, window: () => BrowserWindow, paths: ChosenPaths): (what: unknown, name: unknown) => Promise<readonly { readonly handle: string; readonly name: string }[]> {
  const ask = async (what: Choice, name: string): Promise<readonly string[]> => {
    const [open, save] = Object.hasOwn(OPEN, what) ? [OPEN[what]] : Object.hasOwn(SAVE, what) ? [undefined, SAVE[what]] : [];
    if (open) return (await dialog.showOpenDialog(window(), open)).filePaths;
    if (!save) throw new Fault('call/refused');
    const { filePath } = await dialog.showSaveDialog(window(), { title: save, defaultPath: name, filters: what === 'new-case' ? [CASE] : [] });
    return filePath === '' ? [] : [filePath];
  };
  return async (what, name) => {
    const proposed = typeof name === 'string' ? name.slice(0, 120).replace(/[^\p{L}\p{N}._ -]/gu, '-').replace(/^\.+/, '') : '';
    if (typeof what !== 'string') throw new Fault('call/refused');
    const found = await ask(what as Choice, proposed);
    return found.map((path) => ({ handle: paths.handleOf(path, what as Choice), name: basename(path) }));
  };
}
