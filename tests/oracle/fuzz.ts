import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import type { Case } from './case';
import { cases, eventCases, largeCases, textCases } from './cases';
import { verdictOf } from './differences';
import { FACTS, SINGLE } from './facts';

/**
 * The first part of `npm run fuzz -- --minutes M [--seed S]`: random queries without end, each round with the next seed. Prints how many ran, and
 * of each disagreement the smallest case as JSON. Ends with code 1 if there is one.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const until = Date.now() + Number(values.minutes) * 60_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Cases of one dataset and seed. */
const RUNS = 50;

const ran = new Map<string, Record<string, number>>();
let disagreements = 0;

async function round(dataset: string, of: fc.Arbitrary<Case>, seed: number, numRuns: number): Promise<void> {
  const counts = ran.get(dataset) ?? { same: 0, part: 0, refused: 0, costly: 0 };
  ran.set(dataset, counts);
  const property = fc.asyncProperty(of, async (given) => {
    const verdict = await verdictOf(given);
    if (verdict.kind === 'different') {
      throw new Error(verdict.how);
    }
    counts[verdict.kind]++;
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns });
  if (failed) {
    disagreements++;
    const [smallest] = counterexample as [Case];
    say(`\n${dataset}, seed ${seed}: ${(errorInstance as Error).message}\n${JSON.stringify(smallest)}`);
  }
}

async function main(): Promise<number> {
  let seed = Number(values.seed ?? Date.now() % 2 ** 31);
  say(`Begins with seed ${seed}.`);
  while (Date.now() < until) {
    for (const dataset of Object.keys(FACTS)) {
      await round(dataset, cases(dataset), seed, RUNS);
      await round(dataset, largeCases(dataset), seed, RUNS / 5);
    }
    await round(SINGLE, eventCases, seed, RUNS);
    await round('graphql', textCases, seed, RUNS);
    seed++;
  }
  for (const [dataset, { same, part, refused, costly }] of ran) {
    say(`${dataset}: ${same} same, ${part} the same in part, ${refused} refused by both, ${costly} too large`);
  }
  say(`${disagreements} disagreements; the next seed is ${seed}.`);
  return disagreements === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
