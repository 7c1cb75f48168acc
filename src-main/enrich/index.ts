export * from './address.ts';
export * from './agent.ts';
export * from './asn-classes.ts';
export * from './egress.ts';
export * from './enrich.ts';
export * from './mmdb.ts';
export * from './pack/open.ts';
export * from './tables.ts';
