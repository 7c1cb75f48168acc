import type { JobCard } from '../../contract/index.ts';
import { bytesText, secondsText } from './terminal.ts';

/** Progress on stderr: one line that is rewritten on a terminal, one line a step elsewhere. Nothing of evidence is in it. */
export interface ProgressLine {
  show(job: JobCard): void;
  end(): void;
}

export function progressLine(out: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  let lastStep = '';
  let open = false;
  return {
    show(job) {
      if (quiet || job.step === '') return;
      if (!out.isTTY) {
        if (job.step !== lastStep) out.write(`${job.kind}: ${job.step}\n`);
        lastStep = job.step;
        return;
      }
      const amount = job.unit === 'bytes' ? `${bytesText(job.done)} of ${bytesText(job.total)}` : `${job.done.toLocaleString('en-US')} of ${job.total.toLocaleString('en-US')} ${job.unit}`;
      const rate = job.ratePerSecond > 0 ? `, ${job.unit === 'bytes' ? bytesText(job.ratePerSecond) : Math.round(job.ratePerSecond).toLocaleString('en-US')}/s` : '';
      const left = job.secondsLeft === null ? '' : `, ${secondsText(job.secondsLeft)} left`;
      const events = job.ledger ? `, ${job.ledger.events.toLocaleString('en-US')} events` : '';
      out.write(`\r\u001b[2K${job.kind}: ${job.step} ${amount}${rate}${left}${events}`);
      open = true;
    },
    end() {
      if (open) out.write('\n');
      open = false;
    },
  };
}
