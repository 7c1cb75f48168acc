import type { Person } from '../company.ts';
import type { Network } from '../networks.ts';
import { Random } from '../random.ts';

/** The tenant of the invented company; Okta stands in front of it. */
export const tenant = {
  id: new Random(0, 'tenant').uuid(), domain: 'haldenfreight.example', organization: 'haldenfreight.onmicrosoft.example',
  okta: 'https://haldenfreight.okta.example',
} as const;

/** Somebody who signs in, with the ids that each source knows them by. */
export interface Account {
  readonly upn: string;
  readonly shown: string;
  /** Object id in Entra. */
  readonly objectId: string;
  /** Passport id in Exchange and in the audit log. */
  readonly puid: string;
  readonly oktaId: string;
  /** Hash of the device token that Okta keeps in the browser of the laptop. */
  readonly deviceToken: string;
  /** The laptop in Entra. */
  readonly deviceId: string;
  readonly deviceName: string;
}

const accounts = new Map<string, Account>();
/** The same person always has the same ids. */
export function accountOf(name: string): Account {
  const known = accounts.get(name);
  if (known) return known;
  const random = new Random(0, 'account', name);
  const shown = name.split('.').map((part) => part[0]!.toUpperCase() + part.slice(1)).join(' ');
  const made: Account = {
    upn: `${name}@${tenant.domain}`, shown, objectId: random.uuid(), puid: `1003200${random.hex(9).toUpperCase()}`, oktaId: oktaId('00u', random),
    deviceToken: random.hex(64),
    deviceId: random.uuid(), deviceName: `HF-${name.replace('.', '').toUpperCase()}`,
  };
  accounts.set(name, made);
  return made;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export function lettersOf(random: Random, length: number): string {
  let made = '';
  for (let i = 0; i < length; i++) made += letters[random.between(0, letters.length - 1)]!;
  return made;
}
/** Ids of Okta: a prefix that says what it is, 20 characters in all. */
export const oktaId = (prefix: string, random: Random) => `${prefix}${lettersOf(random, 15)}1d8`;
export const oktaSession = (random: Random) => `idx${lettersOf(random, 22)}`;

/** The token id that belongs to a request id: its 16 bytes as Microsoft lays them out, in base64url. */
export function tokenIdOf(guid: string): string {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Buffer.concat([bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse(), bytes.subarray(8)]).toString('base64url');
}

/** An application of Entra and the service that it asks for. */
export interface CloudApp {
  readonly id: string;
  readonly name: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly client: 'Browser' | 'Mobile Apps and Desktop clients';
}
const exchange = { resource: 'Office 365 Exchange Online', resourceId: '00000002-0000-0ff1-ce00-000000000000' } as const;
const sharepoint = { resource: 'Office 365 SharePoint Online', resourceId: '00000003-0000-0ff1-ce00-000000000000' } as const;
const graph = { resource: 'Microsoft Graph', resourceId: '00000003-0000-0000-c000-000000000000' } as const;
/** First-party applications, whose ids are the same in every tenant. */
export const cloudApps = {
  home: { id: '4765445b-32c6-49b0-83e6-1d93765276ca', name: 'OfficeHome', ...graph, client: 'Browser' },
  webMail: { id: '9199bf20-a13f-4107-85dc-02114787ef48', name: 'One Outlook Web', ...exchange, client: 'Browser' },
  teams: { id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', name: 'Microsoft Teams', ...graph, client: 'Mobile Apps and Desktop clients' },
  office: { id: 'd3590ed6-52b3-4102-aeff-aad2292ab01c', name: 'Microsoft Office', ...exchange, client: 'Mobile Apps and Desktop clients' },
  drive: { id: 'ab9b8c07-8f02-4f72-87fa-80105867a763', name: 'OneDrive SyncEngine', ...sharepoint, client: 'Mobile Apps and Desktop clients' },
  phoneMail: { id: '27922004-5251-4030-b22d-91ecd9a37ea4', name: 'Outlook Mobile', ...exchange, client: 'Mobile Apps and Desktop clients' },
  sync: {
    id: 'cb1056e2-e479-49de-ae31-7812af012ed8', name: 'Microsoft Azure Active Directory Connect', resource: 'Windows Azure Active Directory',
    resourceId: '00000002-0000-0000-c000-000000000000', client: 'Mobile Apps and Desktop clients',
  },
  /** Entra vouches for people towards AWS: an application of the gallery, whose id every tenant has its own. */
  aws: { id: new Random(0, 'aws app').uuid(), name: 'AWS Single-Account Access', resource: 'AWS Single-Account Access', resourceId: new Random(0, 'aws app resource').uuid(), client: 'Browser' },
  test: { id: new Random(0, 'test app').uuid(), name: 'Freight Portal (test)', ...graph, client: 'Browser' },
} as const satisfies Record<string, CloudApp>;

/** Applications behind Okta. */
export const OFFICE = 'Microsoft Office 365';
export const TEST_APP = 'Freight Portal (test)';
const appIds = new Map<string, string>();
export function appId(label: string): string {
  const id = appIds.get(label) ?? oktaId('0oa', new Random(0, 'okta app', label));
  appIds.set(label, id);
  return id;
}
/** What a person opens, Office first; each of them within every working week. */
export function appsOf(person: Person): readonly string[] {
  return [
    OFFICE, 'Slack', 'Zoom', 'Jira', ['Salesforce', 'Datadog', 'Confluence'][person.index % 3]!,
    ...(person.kind === 'center' ? ['AWS IAM Identity Center'] : []),
  ];
}

/** Where vendors say that an address is; they name countries and operators in their own way. */
export interface Place {
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly lat: number;
  readonly lon: number;
}
const countries: Readonly<Record<string, string>> = { US: 'United States', NO: 'Norway', NL: 'Netherlands', DE: 'Germany', IE: 'Ireland' };
const cities: readonly (readonly [part: string, city: string, state: string, lat: number, lon: number])[] = [
  ['Denver', 'Denver', 'Colorado', 39.74, -104.98], ['CenturyLink', 'Denver', 'Colorado', 39.74, -104.98],
  ['Philadelphia', 'Philadelphia', 'Pennsylvania', 39.95, -75.16], ['Fort Worth', 'Fort Worth', 'Texas', 32.76, -97.33],
  ['Halden', 'Halden', 'Ostfold', 59.12, 11.39], ['Fredrikstad', 'Fredrikstad', 'Ostfold', 59.22, 10.93],
  ['Rotterdam', 'Rotterdam', 'Zuid-Holland', 51.92, 4.48], ['T-Mobile', 'Denver', 'Colorado', 39.74, -104.98],
  ['Azure', 'Boydton', 'Virginia', 36.67, -78.39], ['Amsterdam', 'Amsterdam', 'Noord-Holland', 52.37, 4.9],
  ['Frankfurt', 'Frankfurt Am Main', 'Hessen', 50.11, 8.68],
];
export function placeOf(network: Network): Place {
  const [, city, state, lat, lon] = cities.find(([part]) => network.name.includes(part)) ?? ['', '', '', 0, 0];
  return { city, state, country: network.country, lat, lon };
}
export const countryName = (code: string) => countries[code] ?? code;
