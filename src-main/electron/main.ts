import { folders } from '../host/paths.ts';
import { openApp } from '../host/open-app.ts';
import { openShell } from './shell.ts';

openShell(folders(process.env), (spawn) => openApp({ environment: process.env, host: 'electron', spawn }));
