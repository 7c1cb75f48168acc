/// <reference types="vite/client" />
import type { Chosen, NewsListener } from './transport/client.ts';
import type { Reply } from '@contract';

declare global {
  interface Window {
    /** Set by the preload script where Bilocate runs in Electron. */
    readonly bilocate?: {
      ask(name: string, input: unknown): Promise<Reply<unknown>>;
      onNews(listener: NewsListener): () => void;
      choose(what: string, name: string): Promise<Reply<readonly Chosen[]>>;
      drop(files: File[]): Promise<Reply<readonly string[]>>;
      copy(text: string): Promise<Reply<null>>;
    };
  }
}
