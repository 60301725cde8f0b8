import * as fc from 'fast-check';
import { cases } from './cases';
import { verdictOf } from './differences';
import { FACTS } from './facts';

/** What the core makes of random queries, against what the oracle makes of single events. */

const RUNS = 80;

test.each(Object.keys(FACTS))(
  '%s: frames are what the single events say',
  async (dataset) => {
    const seen = { same: 0, refused: 0, costly: 0 };
    await fc.assert(
      fc.asyncProperty(cases(dataset), async (given) => {
        const verdict = await verdictOf(given);
        if (verdict.kind === 'different') {
          throw new Error(verdict.how);
        }
        seen[verdict.kind]++;
      }),
      { numRuns: RUNS }
    );
    expect(seen.same).toBeGreaterThan(RUNS / 2);
  },
  120_000
);
