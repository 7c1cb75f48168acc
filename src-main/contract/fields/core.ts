import { datasets, processDatasets, type Dataset } from '../datasets.ts';
import type { Home, Storage } from './entry.ts';

const core = <S extends Storage, M extends boolean = false>(storage: S, home: Home, label: string, meaning: string, many: M = false as M) =>
  ({ storage, home, label, meaning, many, dataset: 'core', since: 1 }) as const;
/** CloudTrail, clusters and hosts judge nobody: their narrow tables go without. */
const judging: readonly Dataset[] = datasets.filter((dataset) => !['aws.cloudtrail', 'k8s.audit', ...processDatasets].includes(dataset));
const vendor = <S extends Storage, M extends boolean = false>(storage: S, label: string, meaning: string, home: Home = 'dataset', many: M = false as M) =>
  ({ storage, home, label, meaning, many, dataset: 'core', only: judging, since: 1 }) as const;
/** What hosts say, and what a mapping of an analyst may say too. */
const onHosts: readonly Dataset[] = [...processDatasets, 'custom'];
const host = <S extends Storage>(storage: S, label: string, meaning: string) =>
  ({ storage, home: 'dataset', label, meaning, many: false, dataset: 'core', only: onHosts, since: 1 }) as const;

/** Fields that any source may fill. */
export const coreFields = {
  '@timestamp': core('time', 'event', 'Time', 'When it happened: UTC milliseconds. Sub-millisecond rest, precision and an assumed zone stand beside it; the original text is read from the raw record.'),
  'event.dataset': core('dictionary', 'event', 'Source', 'The log it came from, as dataset id (aws.cloudtrail).'),
  'event.action': core('dictionary', 'event', 'Action', 'What was asked for, as the source names it.'),
  'event.category': core('dictionary', 'event', 'Category', 'One of session, authentication, mfa, api, process, configuration.'),
  'event.outcome': core('dictionary', 'event', 'Outcome', 'success, failure or unknown. A missing status is not success.'),
  'error.code': core('dictionary', 'event', 'Error', 'The error code of the source.'),
  'user.name': core('dictionary', 'actor', 'User', 'Who acted, normalised by a rule documented per source; the original is in the raw record.'),
  'user.id': core('dictionary', 'actor', 'User id', 'The id of who acted: ARN, object id.'),
  'user.type': core('dictionary', 'actor', 'User type', 'The kind of identity, as the source names it (own field).'),
  'organization.id': core('dictionary', 'actor', 'Organisation', 'Organisation, tenant or account that the actor belongs to.'),
  'source.ip': core('ip', 'event', 'IP', 'Where it came from, cleaned and typed; never dropped. Several: the one nearest to the service.'),
  'source.port': core('int', 'event', 'Port', 'Source port, where the source says it.'),
  'user_agent.original': core('agent', 'event', 'User agent', 'The client string as logged.'),
  'cloud.account.id': core('dictionary', 'event', 'Account', 'The cloud account that was acted on.'),
  'cloud.region': core('dictionary', 'event', 'Region', 'Cloud region.'),
  'service.name': core('dictionary', 'event', 'Service', 'The service that was asked (ec2.amazonaws.com).'),
  'application.name': core('dictionary', 'event', 'Application', 'The application that was opened (own field).'),
  'credential.id': core('identifier', 'event', 'Credential', 'Access key, token or cookie that was used (own field).'),
  'credential.issued_id': core('identifier', 'event', 'Issued credential', 'Key or token that this event created (own field).'),
  'session.id': core('identifier', 'event', 'Session', 'The life of a credential, by the rule documented per source (own field).'),
  'session.root_id': core('identifier', 'event', 'Root session', 'The sign-in session that this session descends from (own field).'),
  'session.issued_at': core('time', 'event', 'Session start', 'When the session was issued (own field).'),
  'device.id': core('identifier', 'event', 'Device', 'Device id as the source says it.'),
  'device.trust': core('dictionary', 'event_value', 'Device trust', 'Managed, compliant, joined, as the source says it (own field).'),
  'auth.method': core('dictionary', 'event_value', 'Sign-in method', 'How the actor authenticated (own field).'),
  'auth.factor': core('dictionary', 'event_value', 'Factor', 'Second factor that was asked for or used (own field).', true),
  'auth.token_type': core('dictionary', 'event', 'Token type', 'Long-term key, temporary key, refresh token … (own field).'),
  'auth.transfer_method': core('dictionary', 'event_value', 'Transfer method', 'How a sign-in was carried to another device (own field).'),
  'mfa.satisfied_by': core('dictionary', 'event', 'MFA', 'What satisfied the second factor; "none" where the source says that there was none (own field).'),
  'network.endpoint': core('dictionary', 'event', 'Network endpoint', 'Private way into the service, such as a VPC endpoint id (own field).'),
  'via.service': core('dictionary', 'event', 'Via service', 'The service that acted on behalf of the actor (own field).'),
  'transaction.id': core('text', 'dataset', 'Transaction', 'Request or transaction id of the source (own field).'),
  'event.id': core('text', 'dataset', 'Vendor event id', 'The id that the source gave the event. Not unique by itself.'),
  'event.access': core('dictionary', 'event', 'Access', 'read or write (own field).'),
  'target.type': core('dictionary', 'event_value', 'Target type', 'Kinds of the things that were acted on (own field).', true),
  'target.id': core('dictionary', 'event_value', 'Target', 'Ids of the things that were acted on (own field).', true),
  'target.name': core('dictionary', 'event_value', 'Target name', 'Names of the things that were acted on (own field).', true),
  'user.target.name': core('dictionary', 'event_value', 'Target user', 'The user that was acted on.', true),
  'user.target.id': core('dictionary', 'event_value', 'Target user id', 'Id of the user that was acted on.', true),
  'user.effective.name': core('dictionary', 'event_value', 'Effective user', 'The identity that the actor took on: assumed role, impersonated user.'),
  'user.effective.id': core('dictionary', 'event_value', 'Effective user id', 'Id of the identity that the actor took on.'),
  'access.requested': core('dictionary', 'event_value', 'Requested', 'What was asked for: policies, scopes, roles (own field).', true),
  'access.granted': core('dictionary', 'event_value', 'Granted', 'What was granted (own field).', true),
  'tls.version': core('dictionary', 'event', 'TLS version', 'TLS version of the connection.'),
  'tls.cipher': core('dictionary', 'event', 'TLS cipher', 'TLS cipher suite of the connection.'),
  'tls.client.server_name': core('dictionary', 'event', 'TLS server name', 'Host that the client asked for.'),

  'host.name': host('dictionary', 'Host', 'Name of the host that the event happened on, lower-cased, without its domain.'),
  'host.id': host('identifier', 'Host id', 'Id of the host as the source says it (agent id, device id, UUID); its name where it says none.'),
  'host.domain': host('dictionary', 'Host domain', 'DNS domain that the host belongs to, where its name carries one (own field).'),
  'host.ip': host('dictionary', 'Host address', 'Address of the host itself: not where somebody came from.'),
  'user.domain': host('dictionary', 'User domain', 'Domain, or name of the machine, that the account belongs to.'),
  'logon.id': host('identifier', 'Logon id', 'Logon session on the host, with the host in front: `<host.id>/<id>` (own field).'),
  'process.command_line': host('dictionary', 'Command line', 'The whole command line; arguments joined with blanks and quoted where the source has a list.'),
  'process.executable': host('dictionary', 'Executable', 'Path of the program that was started.'),
  'process.name': host('dictionary', 'Program', 'File name of the program, as written.'),
  'process.working_directory': host('dictionary', 'Working directory', 'Working directory of the process.'),
  'process.pid': host('int', 'Process number', 'Number of the process on its host.'),
  'process.entity_id': host('identifier', 'Process id', 'Id of the process that is unique beyond its host, as the source says it.'),
  'process.hash.sha256': host('dictionary', 'SHA-256', 'SHA-256 of the program, lower-case hex.'),
  'process.parent.command_line': host('dictionary', 'Parent command line', 'Command line of the parent.'),
  'process.parent.executable': host('dictionary', 'Parent executable', 'Path of the parent program.'),
  'process.parent.name': host('dictionary', 'Parent program', 'File name of the parent program.'),
  'process.parent.pid': host('int', 'Parent number', 'Number of the parent process on its host.'),
  'process.parent.entity_id': host('identifier', 'Parent process id', 'Id of the parent that is unique beyond its host.'),
  'process.exit_code': host('int', 'Exit code', 'Exit code of the process, or result of the system call that started it.'),
  'process.telemetry': host('dictionary', 'Telemetry', 'What wrote it down: 4688, sysmon, auditd, laurel, auoms, auditbeat, osquery, jamf, eslogger, bsm, crowdstrike, defender (own field).'),

  'vendor.as.number': vendor('int', 'ASN (vendor)', 'Number of the network as the source says it; ours is source.as.number (own field).'),
  'vendor.as.organization.name': vendor('dictionary', 'Network (vendor)', 'Organisation that runs the network, as the source says it (own field).'),
  'vendor.geo.country_iso_code': vendor('dictionary', 'Country (vendor)', 'Country as the source says it; a name where it gives no code (own field).'),
  'vendor.geo.region_name': vendor('dictionary', 'Region (vendor)', 'State or region as the source says it (own field).'),
  'vendor.geo.city_name': vendor('dictionary', 'City (vendor)', 'City as the source says it (own field).'),
  'vendor.risk.level': vendor('dictionary', 'Risk (vendor)', 'Risk of this event as the source judged it: never merged with ours (own field).'),
  'vendor.risk.state': vendor('dictionary', 'Risk state (vendor)', 'What became of the risk: atRisk, remediated, dismissed … (own field).'),
  'vendor.risk.detail': vendor('dictionary', 'Risk reasons (vendor)', 'Reasons, detections and behaviours that the source gave, one per value (own field).', 'event_value', true),
} as const;

/** Fields that are reached through the actor, the address or the client. */
export const derivedFields = {
  'actor.name': core('derived', 'actor', 'User, all names', 'The name of the person behind user.name, where an analyst said that several names are one person; else user.name (own field).'),
  'source.ip_type': core('derived', 'ip', 'IP type', 'public, private, special, service, internal or invalid (own field).'),
  'source.as.number': core('derived', 'ip', 'ASN', 'Number of the network that announces the address.'),
  'source.as.organization.name': core('derived', 'ip', 'Network', 'Organisation that runs the network.'),
  'source.geo.country_iso_code': core('derived', 'ip', 'Country', 'Country of the address, ISO 3166-1 alpha-2. Indicative.'),
  'source.geo.city_name': core('derived', 'ip', 'City', 'City of the address. Indicative.'),
  'source.geo.location': core('derived', 'ip', 'Location', 'Where the city table puts the address: latitude and longitude in degrees, with a comma between. Indicative.'),
  'source.geo.accuracy': core('derived', 'ip', 'Accuracy', 'Radius in km around the location within which the city table expects the address, where it tells one (own field).'),
  'source.egress': core('derived', 'ip', 'Egress class', 'residential, hosting, cloud, vpn, tor, relay, mobile, internal or unknown (own field).'),
  'user_agent.name': core('derived', 'user_agent', 'Client', 'Browser, CLI or SDK family.'),
  'user_agent.version': core('derived', 'user_agent', 'Client version', 'Version of the client.'),
  'user_agent.os.name': core('derived', 'user_agent', 'OS', 'Operating system of the client.'),
  'user_agent.device.class': core('derived', 'user_agent', 'Device class', 'desktop, mobile, cli, sdk, service, bot or unknown (own field).'),
  'user_agent.template': core('derived', 'user_agent', 'Agent template', 'The client string with versions and variable parts masked by * (own field).'),
} as const;
