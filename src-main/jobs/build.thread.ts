import { workerData } from 'node:worker_threads';
import { closeCase, eventReader, openBeside } from '../case/index.ts';
import { packPage, placeFor, rowOrder } from '../columns/index.ts';
import { finish } from '../kit/steps.ts';
import { fillInTurn, takeTurn, type AskedOfHelp, type ToldByHelp } from '../pipeline/build-help.ts';
import type { PageOrder } from '../pipeline/read-pages.ts';
import type { HelpData } from './build-help.ts';

/** Does what it is asked for, one thing after the other, until it is told to end. Where something goes wrong it ends: who asked does it then, and finds out what is wrong. */
const { news, port } = workerData as HelpData;

function tell(told: ToldByHelp | null): void {
  port.postMessage(told);
  Atomics.add(news, 0, 1);
  Atomics.notify(news, 0);
}

function read({ file, spans, size, turns }: PageOrder): void {
  const open = openBeside(file);
  try {
    const page = eventReader(open, size);
    for (let span = takeTurn(turns); span < spans.length; span = takeTurn(turns)) tell({ kind: 'page', span, page: packPage(page(spans[span]!)) });
  } finally {
    closeCase(open);
  }
}

port.on('message', (asked: AskedOfHelp) => {
  try {
    if (asked.kind === 'read') read(asked.order);
    else if (asked.kind === 'order') tell({ kind: 'order', order: finish(rowOrder(asked.keys)) });
    else finish(fillInTurn(asked.tasks, placeFor(asked.count, asked.order), asked.turns, (task) => tell({ kind: 'filled', task })));
  } catch {
    tell(null);
    port.close();
  }
});
