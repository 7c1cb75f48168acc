import { randomUUID } from 'node:crypto';
import { keeperHandlers } from './keeper.ts';
import { serve } from './serve.ts';

const { handlers, state } = keeperHandlers({ now: Date.now, monotonic: () => performance.now(), newId: randomUUID });
serve(handlers, state);
