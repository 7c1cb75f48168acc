/** A place in a rule file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something in a rule file that is wrong: what, where, and what now. */
export interface Problem extends Place {
  readonly file: string;
  readonly message: string;
}

/** Collects the problems of one file, so that all of them are told at once. */
export interface Problems {
  readonly file: string;
  readonly found: readonly Problem[];
  add(at: Place, message: string): void;
}

export function problemsOf(file: string): Problems {
  const found: Problem[] = [];
  return {
    file,
    found,
    add(at, message) {
      const same = found.some((p) => p.line === at.line && p.column === at.column && p.message === message);
      if (!same) found.push({ file, line: at.line, column: at.column, message });
    },
  };
}

/** `file:line:column  message`, as the CLI prints it. */
export function problemText(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}  ${problem.message}`;
}

/** In the order of the file. */
export function sortedProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
