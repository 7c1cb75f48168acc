import { readerHandlers } from './reader.ts';
import { serve } from './serve.ts';

const { handlers, state } = readerHandlers();
serve(handlers, state);
