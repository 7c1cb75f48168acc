import { openApp } from '../../src-main/host/open-app.ts';
import { sessionFacts } from '../../src-main/host/session.ts';

/** Opens the case that it is given, as the app does, says so, and waits to be killed. */
const app = openApp({ environment: process.env, host: 'test' });
await app.desk.open(process.argv[2]!, sessionFacts(app, { id: 'holder', name: 'Ada Holder', organisation: '', role: '' }));
process.stderr.write('holding\n');
setInterval(() => undefined, 60_000);
