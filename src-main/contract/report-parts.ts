export const reportFormats = ['pdf', 'html', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];
/** Handling marks of the Traffic Light Protocol 2.0 (FIRST). */
export const tlps = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const;
export type Tlp = (typeof tlps)[number];
export const reportParts = ['summary', 'findings', 'users', 'timeline', 'rules', 'evidence', 'tables', 'log', 'check', 'records'] as const;
export type ReportPart = (typeof reportParts)[number];
