export * from './model.ts';
export { reportName } from './chapters/cover.ts';
export { checkCommand } from './check-command.ts';
export { previewBlocks, type PreviewSection } from './preview.ts';
export { verdictWords } from './words.ts';
export { type ReportOptions, writeReport } from './write-report.ts';
