/** A file to send, with its path relative to what was picked or dropped. */
export interface Gathered { readonly path: string; readonly file: File }

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
const pageOf = (reader: FileSystemDirectoryReader) => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

/** All files below the entries, folder by folder, names in code-unit order. Entry paths are taken without their leading slash. */
export async function gatherEntries(entries: readonly FileSystemEntry[]): Promise<Gathered[]> {
  const found: Gathered[] = [];
  for (const entry of entries) {
    if (entry.isFile) found.push({ path: relative(entry.fullPath), file: await fileOf(entry as FileSystemFileEntry) });
    else if (entry.isDirectory) found.push(...(await gatherEntries(await childrenOf(entry as FileSystemDirectoryEntry))));
  }
  return found;
}

/** Files of a picker; those of a folder picker carry their relative path. */
export function gatherFiles(files: readonly File[]): Gathered[] {
  return files.map((file) => ({ path: relative(file.webkitRelativePath || file.name), file }));
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // readEntries answers in pages (100 in Chromium) until it answers with none.
  for (let page = await pageOf(reader); page.length > 0; page = await pageOf(reader)) all.push(...page);
  return all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function relative(path: string): string {
  return path.replace(/^\/+/, '');
}
