/** The words of faults are shared with the command line. */
export { faultWords as fault } from '@contract/fault-words.ts';
