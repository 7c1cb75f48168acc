export type { Clock } from './time-axis.ts';
