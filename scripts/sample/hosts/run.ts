import type { Host } from './fleet.ts';

/** A program that was started. */
export interface Run {
  /** UTC ms. */
  readonly ms: number;
  readonly host: Host;
  /** Account on the host. */
  readonly user: string;
  /** Path of the program. */
  readonly path: string;
  /** Arguments, the first as typed. */
  readonly args: readonly string[];
  readonly parent: string;
  /** Directory that it was started in. */
  readonly cwd: string;
  /** Nobody signed it. */
  readonly unsigned?: boolean;
}

/** One command line as Windows has it. */
export const commandLine = (args: readonly string[]): string => args.map((one) => (/[\s"]/.test(one) ? `"${one}"` : one)).join(' ');
export const fileName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
