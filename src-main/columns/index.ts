export { ColumnsBuilder } from './build.ts';
export type { Columns, ColumnsKey, Many, RowSet } from './columns.ts';
export { columnsFromEvents, type PlainEvent, type PlainValue } from './from-events.ts';
export type { ActorEntry, ColumnDictionaries, ColumnPage, ColumnsOptions, DimensionEntry, TextEntry } from './page.ts';
export { dimensionOf, isMany, isNumeric } from './reach.ts';
export { fromShared, share, type SharedColumns } from './share.ts';
export { readSnapshot, writeSnapshot } from './snapshot.ts';
