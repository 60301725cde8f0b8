import * as fc from 'fast-check';
import type { Case } from './case';
import { cases, eventCases, largeCases, textCases } from './cases';
import { verdictOf } from './differences';
import { FACTS } from './facts';

/** What the core makes of random queries, against what the oracle makes of single events. */

const RUNS = 80;
const LARGE = 60;

async function verdictsOf(of: fc.Arbitrary<Case>, numRuns: number) {
  const seen = { same: 0, part: 0, refused: 0, costly: 0 };
  await fc.assert(
    fc.asyncProperty(of, async (given) => {
      const verdict = await verdictOf(given);
      if (verdict.kind === 'different') {
        throw new Error(verdict.how);
      }
      seen[verdict.kind]++;
    }),
    { numRuns }
  );
  return seen;
}

test.each(Object.keys(FACTS))('%s: frames are what the single events say', async (dataset) => {
  expect((await verdictsOf(cases(dataset), RUNS)).same).toBeGreaterThan(RUNS / 2);
});

test('what is shown of an answer that is too large is what the single events say', async () => {
  const large = fc.constantFrom(...Object.keys(FACTS)).chain(largeCases);
  expect((await verdictsOf(large, LARGE)).part).toBeGreaterThan(LARGE / 20);
});

test('the newest single events of a range, as lines and as rows', async () => {
  expect((await verdictsOf(eventCases, RUNS)).same).toBeGreaterThan(RUNS / 3);
});

test('rows and series of queries in GraphQL, each of them once, in whatever windows and halves they are asked for', async () => {
  expect((await verdictsOf(textCases, RUNS)).same).toBeGreaterThan(RUNS / 2);
});
