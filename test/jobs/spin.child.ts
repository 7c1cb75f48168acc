import { serve } from '../../src-main/jobs/serve.ts';

/** A child that never comes back from its work, as one that sits inside SQL. */
serve({ spin: () => { for (;;) Math.sqrt(2); } }, () => 0);
