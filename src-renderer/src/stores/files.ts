import { defineStore } from 'pinia';
import { currentTransport, type Choice, type Chosen } from '../transport/client.ts';

/** Files of this computer: in Electron the system's own dialog gives a handle for them, elsewhere their paths are typed. */
export const useFiles = defineStore('files', () => {
  const dialogs = () => currentTransport().choose !== undefined;
  /** Undefined where the dialog was put away. */
  async function choose(what: Choice, name = ''): Promise<Chosen | undefined> {
    return (await currentTransport().choose?.(what, name))?.[0];
  }
  /** All that was chosen, for what may be many. */
  async function chooseAll(what: Choice): Promise<readonly Chosen[]> {
    return (await currentTransport().choose?.(what)) ?? [];
  }
  return { dialogs, choose, chooseAll };
});
