/** Numbers of `RecordType` by name (Office 365 Management Activity API schema, AuditLogRecordType): Purview and Sentinel write the name. */
const recordTypes = new Map<string, number>(Object.entries({
  ExchangeAdmin: 1, ExchangeItem: 2, ExchangeItemGroup: 3, SharePoint: 4, SharePointFileOperation: 6, OneDrive: 7, AzureActiveDirectory: 8,
  AzureActiveDirectoryAccountLogon: 9, DataCenterSecurityCmdlet: 10, ComplianceDLPSharePoint: 11, Sway: 12, ComplianceDLPExchange: 13,
  SharePointSharingOperation: 14, AzureActiveDirectoryStsLogon: 15, SkypeForBusinessPSTNUsage: 16, SkypeForBusinessUsersBlocked: 17,
  SecurityComplianceCenterEOPCmdlet: 18, ExchangeAggregatedOperation: 19, PowerBIAudit: 20, CRM: 21, Yammer: 22, SkypeForBusinessCmdlets: 23,
  Discovery: 24, MicrosoftTeams: 25, ThreatIntelligence: 28, MailSubmission: 29, MicrosoftFlow: 30, AeD: 31, MicrosoftStream: 32,
  ComplianceDLPSharePointClassification: 33, ThreatFinder: 34, Project: 35, SharePointListOperation: 36, SharePointCommentOperation: 37,
  DataGovernance: 38, Kaizala: 39, SecurityComplianceAlerts: 40, ThreatIntelligenceUrl: 41, SecurityComplianceInsights: 42, MIPLabel: 43,
  WorkplaceAnalytics: 44, PowerAppsApp: 45, PowerAppsPlan: 46, ThreatIntelligenceAtpContent: 47, LabelContentExplorer: 48, TeamsHealthcare: 49,
  ExchangeItemAggregated: 50, HygieneEvent: 51, DataInsightsRestApiAudit: 52, InformationBarrierPolicyApplication: 53,
  SharePointListItemOperation: 54, SharePointContentTypeOperation: 55, SharePointFieldOperation: 56, MicrosoftTeamsAdmin: 57, HRSignal: 58,
  MicrosoftTeamsDevice: 59, MicrosoftTeamsAnalytics: 60, InformationWorkerProtection: 61, Campaign: 62, DLPEndpoint: 63, AirInvestigation: 64,
  Quarantine: 65, MicrosoftForms: 66,
}));

const userKinds = ['Regular', 'Reserved', 'Admin', 'DcAdmin', 'System', 'Application', 'ServicePrincipal', 'CustomPolicy', 'SystemPolicy', 'PartnerTechnician', 'Guest'] as const;
const logonTypes = ['Owner', 'Admin', 'Delegated', 'Transport', 'SystemService', 'BestAccess', 'DelegatedAdmin'] as const;

/** The number of a record type, from its number or its name; `undefined` for a name that is not known. */
export function recordTypeOf(text: string | undefined): number | undefined {
  return wholeOf(text) ?? (text === undefined ? undefined : recordTypes.get(text));
}

/** The number of a kind of user (`UserType`), from its number or its name. */
export function userKindOf(text: string | undefined): number | undefined {
  return wholeOf(text) ?? placeIn(userKinds, text);
}

/** The name of a kind of user; of a number without a name the number. */
export function userKindName(text: string | undefined): string | undefined {
  const kind = userKindOf(text);
  return kind === undefined ? text : userKinds[kind] ?? text;
}

/** The number of a kind of mailbox logon (`LogonType`), from its number or its name. */
export function logonTypeOf(text: string | undefined): number | undefined {
  return wholeOf(text) ?? placeIn(logonTypes, text);
}

function placeIn(names: readonly string[], text: string | undefined): number | undefined {
  const at = text === undefined ? -1 : names.indexOf(text);
  return at < 0 ? undefined : at;
}

/** A whole number that keeps its value; `undefined` for other text. */
export function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
