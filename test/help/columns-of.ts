import { columnsFromEvents, type Columns, type PlainEvent } from '../../src-main/columns/index.ts';

/** Columns of plain events; derived fields (`source.as.organization.name`, `user_agent.template`) are given directly on the event. */
export function columnsOf(events: readonly PlainEvent[]): Columns {
  return columnsFromEvents(events);
}
