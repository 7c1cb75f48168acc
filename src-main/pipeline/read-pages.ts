import { eventReader, eventSpans, type EventSpan, type ReadCase } from '../case/index.ts';
import { packPage, type PackedPage } from '../columns/index.ts';
import type { Steps } from '../kit/steps.ts';
import { takeTurn, turnsOf, waitFor, type BuildHelp } from './build-help.ts';

/** What another thread needs to read some of the pages. */
export interface PageOrder {
  readonly file: Pick<ReadCase, 'path' | 'id'>;
  readonly spans: readonly EventSpan[];
  /** Events of a span at most. */
  readonly size: number;
  readonly turns: Int32Array;
}

/**
 * Hands over the pages of all events, in no order, with help where there is some. What the helper took and did not bring is read here.
 * @param first what is done here before, while the helper reads
 */
export function* readPages(file: ReadCase, put: (page: PackedPage) => void, first: Steps<void>, help?: BuildHelp, size = 65_536): Steps<void> {
  const spans = eventSpans(file, size);
  const turns = turnsOf();
  const read = eventReader(file, size);
  const missing = new Set(spans.keys());
  const bring = (span: number, page: PackedPage): void => {
    if (missing.delete(span)) put(page);
  };
  help?.ask({ kind: 'read', order: { file: { path: file.path, id: file.id }, spans, size, turns } }, (told) => {
    if (told.kind === 'page') bring(told.span, told.page);
  });
  try {
    yield* first;
    for (let span = takeTurn(turns); span < spans.length; span = takeTurn(turns)) {
      bring(span, packPage(read(spans[span]!)));
      help?.hear();
      yield;
    }
    if (help !== undefined) yield* waitFor(help, () => missing.size);
    for (const span of missing) {
      bring(span, packPage(read(spans[span]!)));
      yield;
    }
  } finally {
    // Who has given up needs no more of them.
    Atomics.store(turns, 0, spans.length);
  }
}
