export * from './histogram-option.ts';
export * from './lanes.ts';
export * from './map.ts';
export * from './spans.ts';
export * from './themes.ts';
export { timeTicks, type Offset } from './time-axis.ts';
export * from './why-chart.ts';
export { whyHeight, type WhySize } from './why-layout.ts';
export * from './why-option.ts';
