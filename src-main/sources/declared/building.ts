import { compilePattern, type Pattern } from './pattern.ts';
import { compilePath, parsePath, type CompiledPath, type Named } from './path.ts';

/** Where in a mapping something is wrong, as the keys that lead there, and a sentence that says what to write instead. */
export interface Wrong {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

/** A mapping while it is compiled: what is wrong is gathered, so that all of it is told at once. */
export interface Building {
  readonly wrong: readonly Wrong[];
  readonly named: Map<string, Named>;
  tell(at: readonly (string | number)[], message: string): void;
  path(text: string, at: readonly (string | number)[]): CompiledPath;
  pattern(text: string, at: readonly (string | number)[]): Pattern;
}

const noPath: CompiledPath = { path: { text: '', from: 'record', steps: [], many: false }, one: () => undefined, each: () => undefined };
const noPattern: Pattern = { groups: 0, find: () => undefined, finds: () => false };

export function startBuilding(loose: boolean): Building {
  const wrong: Wrong[] = [];
  const named = new Map<string, Named>();
  const tell: Building['tell'] = (at, message) => { wrong.push({ at, message }); };
  return {
    wrong, named, tell,
    path(text, at) {
      const path = parsePath(text);
      if (typeof path === 'string') {
        tell(at, path);
        return noPath;
      }
      if (typeof path.from === 'object' && !named.has(path.from.named)) tell(at, `There is no value "${path.from.named}" in let above this.`);
      return compilePath(path, loose, named);
    },
    pattern(text, at) {
      const pattern = compilePattern(text);
      if (typeof pattern !== 'string') return pattern;
      tell(at, pattern);
      return noPattern;
    },
  };
}
