import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Network } from '../networks.ts';
import type { Random } from '../random.ts';
import { diagnosticLine, graphObject, type SignIn } from './entra-record.ts';
import { oktaLine, type OktaEvent } from './okta-record.ts';

/** What the ground truth needs of a sign-in or sign-on. */
export interface Seen {
  readonly source: 'entra' | 'okta';
  readonly id: string;
  readonly ms: number;
  readonly user: string;
  readonly network: Network;
  readonly interactive: boolean;
  readonly agent: string;
  /** Without its version; empty where the client says nothing. */
  readonly kind: string;
  /** Empty where the client string names no system. */
  readonly os: string;
  readonly app: string;
  /** Done by the attacker. */
  readonly wrong: boolean;
}

type Stream = 'SignInLogs' | 'NonInteractiveUserSignInLogs' | 'Graph_signIns' | 'SystemLog' | 'Audit.AzureActiveDirectory' | 'Audit.Exchange' | 'Audit.SharePoint';
export type AuditStream = Extract<Stream, `Audit.${string}`>;
const folders: Readonly<Record<Stream, string>> = {
  SignInLogs: 'Entra', NonInteractiveUserSignInLogs: 'Entra', Graph_signIns: 'Entra', SystemLog: 'Okta', 'Audit.AzureActiveDirectory': 'M365',
  'Audit.Exchange': 'M365', 'Audit.SharePoint': 'M365',
};

/** What #see takes of a sign-in or an event of Okta. */
interface Shown extends Pick<Seen, 'ms' | 'user' | 'network' | 'interactive' | 'app'> {
  readonly client: Pick<Seen, 'agent' | 'kind' | 'os'>;
}

interface Line {
  readonly ms: number;
  readonly text: string;
}

/** Takes what happens in Entra, Okta and Microsoft 365, and writes it as a responder gets it: one file a week of each log. Deterministic like all the rest. */
export class SignInLog {
  readonly #out: string;
  readonly #lines = new Map<Stream, Line[]>();
  /** What an investigator had searched for in Purview. */
  #export: { readonly name: string; readonly from: number; readonly to: number; readonly user: string } | null = null;
  #exported: { readonly ms: number; readonly record: { readonly UserId: string; readonly Operation: string } }[] = [];
  readonly seen: Seen[] = [];
  readonly counts = { entra: 0, okta: 0, m365: 0 };
  /** Events that have two records: in the files of the API and in the CSV of Purview. */
  twice = 0;
  files = 0;
  bytes = 0;

  constructor(out: string) {
    this.#out = out;
  }

  get events(): number {
    return this.counts.entra + this.counts.okta + this.counts.m365;
  }

  /** From then on, what the audit log has of this user and day is in a CSV of Purview too, as an investigator has it: each such event has two records. */
  exportFromPurview(name: string, user: string, from: number, to: number): void {
    this.#export = { name, user, from, to };
  }

  /** A sign-in of Entra; `graph`: as the API gives it, not as the diagnostic settings do; `machine`: nobody whom the ground truth tells of. Gives its id. */
  signIn(signIn: SignIn, random: Random, how: { readonly graph?: boolean; readonly wrong?: boolean; readonly machine?: boolean } = {}): string {
    const id = random.uuid();
    this.counts.entra += 1;
    if (how.graph) this.#add('Graph_signIns', signIn.ms, JSON.stringify(graphObject(signIn, id)));
    else this.#add(signIn.interactive ? 'SignInLogs' : 'NonInteractiveUserSignInLogs', signIn.ms, diagnosticLine(signIn, id));
    // Graph gives whole seconds.
    if (signIn.code === 0 && how.machine !== true) this.#see(
      'entra', id, { ...signIn, ms: how.graph ? Math.floor(signIn.ms / 1000) * 1000 : signIn.ms, user: signIn.account.upn, app: signIn.app.name },
      how.wrong === true,
    );
    return id;
  }

  /** An event of Okta. Gives its uuid. */
  okta(event: OktaEvent, random: Random, wrong = false): string {
    const id = random.uuid();
    this.counts.okta += 1;
    this.#add('SystemLog', event.ms, oktaLine(event, id, random));
    if (event.type === 'user.authentication.sso') this.#see('okta', id, { ...event, user: event.account.upn, interactive: true, app: event.app ?? '' }, wrong);
    return id;
  }

  /** A record of the unified audit log. */
  audit(stream: AuditStream, ms: number, record: object): void {
    this.counts.m365 += 1;
    const told = record as { UserId: string; Operation: string };
    const wanted = this.#export;
    if (wanted !== null && told.UserId === wanted.user && ms >= wanted.from && ms < wanted.to) this.twice = this.#exported.push({ ms, record: told });
    this.#add(stream, ms, JSON.stringify(record));
  }

  /** Closes the files of a week, named after its Monday. */
  flush(monday: number): void {
    const day = new Date(monday).toISOString().slice(0, 10);
    for (const [stream, lines] of this.#lines) {
      const texts = lines.toSorted((a, b) => a.ms - b.ms).map((line) => line.text);
      if (stream === 'Graph_signIns') this.#write(
        join('Entra', `${stream}_${day}.json`),
        Buffer.from(`{"@odata.context":"https://graph.microsoft.com/beta/$metadata#auditLogs/signIns","value":[${texts.join(',\n')}]}\n`),
      );
      else this.#write(join(folders[stream], `${stream}_${day}.jsonl.gz`), gzipSync(`${texts.join('\n')}\n`, { level: 6 }));
    }
    this.#lines.clear();
    if (this.#exported.length > 0 && this.#export !== null) {
      const rows = this.#exported.toSorted((a, b) => b.ms - a.ms).map(({ ms, record }) => [
        `${new Date(ms).toISOString().slice(0, 19)}.0000000Z`, record.UserId, record.Operation, `"${JSON.stringify(record).replaceAll('"', '""')}"`,
      ].join(','));
      this.#write(join('M365', `${this.#export.name}.csv`), Buffer.from(`\ufeffCreationDate,UserIds,Operations,AuditData\r\n${rows.join('\r\n')}\r\n`));
      this.#exported = [];
    }
  }

  #see(source: Seen['source'], id: string, one: Shown, wrong: boolean): void {
    this.seen.push({
      source, id, ms: one.ms, user: one.user, network: one.network, interactive: one.interactive, agent: one.client.agent, kind: one.client.kind,
      os: one.client.os, app: one.app, wrong,
    });
  }

  #add(stream: Stream, ms: number, text: string): void {
    const lines = this.#lines.get(stream);
    if (lines) lines.push({ ms, text });
    else this.#lines.set(stream, [{ ms, text }]);
  }

  #write(name: string, bytes: Buffer): void {
    const path = join(this.#out, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes, { flag: 'wx' });
    this.files += 1;
    this.bytes += bytes.length;
  }
}
