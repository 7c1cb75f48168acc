import { processDatasets, type Dataset } from '../contract/index.ts';
import { hypotheses, type Hypothesis } from './rule.ts';

/** What each hypothesis says, as its page and the overview call it. */
export const hypothesisTitles: Readonly<Record<Hypothesis, string>> = {
  H1: 'Several networks on one identity', H2: 'Several user agents on one identity', H3: 'Network not seen before', H4: 'Several countries on one identity', H5: 'Country not seen before', H6: 'Actions unusual for the user',
};

type Reasons = Partial<Readonly<Record<Hypothesis, string>>>;

const noClient = 'It names neither client nor system.';
const onHost = 'A host writes down what is started on it, not from where its user came.';
const host: Reasons = { H1: onHost, H2: 'What is started on a host is no client of another system.', H3: onHost, H4: onHost, H5: onHost };
const judged = 'It judges sign-ins that the sign-in log holds; they would count twice.';

/** What keeps a source from carrying a hypothesis. What is not named here it can carry. */
const reasons: Partial<Readonly<Record<Dataset, Reasons>>> = {
  ...Object.fromEntries(processDatasets.map((name) => [name, host])),
  'entra.risk': Object.fromEntries(hypotheses.map((one) => [one, judged])),
  'azure.activity': { H2: noClient },
};

/** Why a source cannot carry a hypothesis; null where it can, and a corrected rule must look for it there. */
export const whyNotCarried = (dataset: Dataset, hypothesis: Hypothesis): string | null => reasons[dataset]?.[hypothesis] ?? null;
