import { accessSync, constants, lstatSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Fault, type FaultShape } from '../contract/index.ts';
import { attempt } from './open-evidence.ts';

/** A file to read. `name` is its path inside of the folder that was given, with `/`; for a file that was given itself, its own name. */
export interface ListedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}
export interface EvidenceList {
  readonly files: ListedFile[];
  readonly faults: { readonly path: string; readonly fault: FaultShape }[];
}

/**
 * Finds every file under the given paths, in the order of the UTF-8 bytes of their absolute paths. Links are followed; each folder is
 * gone through once, so a link to a folder that is listed anyway adds nothing, and a link to a folder around itself is a fault.
 * What cannot be read, and pipes and devices, are listed as faults. Hidden files are files like any other.
 */
export function listEvidence(paths: readonly string[]): EvidenceList {
  const walk = new Walk();
  for (const path of [...new Set(paths.map((path) => resolve(path)))].sort(byBytes)) walk.enter(path, basename(path), '');
  walk.followLinks();
  walk.files.sort((a, b) => byBytes(a.path, b.path));
  walk.faults.sort((a, b) => byBytes(a.path, b.path));
  return { files: walk.files, faults: walk.faults };
}

class Walk implements EvidenceList {
  readonly files: ListedFile[] = [];
  readonly faults: { path: string; fault: FaultShape }[] = [];
  readonly #seenFiles = new Set<string>();
  readonly #seenFolders = new Set<string>();
  #links: { path: string; inside: string }[] = [];

  /** Takes a path in; `inside` is the name of what lies in it, relative to the folder that was given ('' for that folder itself). */
  enter(path: string, name: string, inside: string): void {
    this.#guarded(path, () => {
      const stat = attempt(path, () => statSync(path));
      if (stat.isDirectory()) this.#folder(path, stat, inside);
      else this.#file(path, stat, name);
    });
  }

  /** Folders that are reached by a link come after all others, so that their files are listed under their own paths where they have one. */
  followLinks(): void {
    while (this.#links.length > 0) {
      const links = this.#links;
      this.#links = [];
      for (const { path, inside } of links) this.#guarded(path, () => this.#folder(path, attempt(path, () => statSync(path)), inside));
    }
  }

  #folder(path: string, stat: Stats, inside: string): void {
    const real = attempt(path, () => realpathSync(path));
    const linked = lstatSync(path).isSymbolicLink();
    if (linked && contains(real, attempt(path, () => realpathSync(dirname(path))))) throw new Fault('file/link-loop', { path });
    const id = `${stat.dev}:${stat.ino}`;
    if (this.#seenFolders.has(id)) return;
    this.#seenFolders.add(id);
    const entries = attempt(path, () => readdirSync(path, { withFileTypes: true })).sort((a, b) => byBytes(a.name, b.name));
    for (const entry of entries) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const child = join(path, entry.name);
      if (entry.isSymbolicLink() && this.#isFolder(child)) this.#links.push({ path: child, inside: name });
      else this.enter(child, name, name);
    }
  }

  #isFolder(path: string): boolean {
    try {
      return statSync(path).isDirectory();
    } catch {
      // Entered as a file, it comes out as the fault that it is.
      return false;
    }
  }

  #file(path: string, stat: Stats, name: string): void {
    if (this.#seenFiles.has(path)) return;
    this.#seenFiles.add(path);
    if (!stat.isFile()) throw new Fault('file/not-a-file', { path });
    attempt(path, () => accessSync(path, constants.R_OK));
    this.files.push({ path, name, bytes: stat.size, mtimeMs: stat.mtimeMs });
  }

  #guarded(path: string, step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.faults.push({ path, fault: error.toShape() });
    }
  }
}

/** True where the folder `outer` is, or lies around, the real folder that the link stands in. */
const contains = (outer: string, folder: string): boolean => folder === outer || folder.startsWith(outer.endsWith(sep) ? outer : outer + sep);

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
