export * from './model.ts';
export { checkCommand } from './check-command.ts';
export { type ReportOptions, writeReport } from './write-report.ts';
