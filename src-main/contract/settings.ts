import { z } from 'zod';

export const setKinds = ['network', 'ip', 'country', 'user', 'credential', 'agent', 'text'] as const;
/** A list of values that has a name: office networks, VPN exits, CI users. Each save is a version of its own; old ones stay. */
export const namedSet = z.object({
  name: z.string(), kind: z.enum(setKinds), version: z.number(), entries: z.array(z.object({ value: z.string(), note: z.string() })),
  /** ISO dates, inclusive; null leaves that side open. */
  validFrom: z.string().nullable(), validTo: z.string().nullable(), reason: z.string(), at: z.string(), analyst: z.string(), removed: z.boolean(),
});
export type NamedSet = z.infer<typeof namedSet>;

/** What the app remembers of how somebody works: by installation, and by case. Values are JSON texts; the renderer owns their meaning. */
export const workspace = z.object({ app: z.record(z.string(), z.string()), case: z.record(z.string(), z.string()) });
export type Workspace = z.infer<typeof workspace>;
