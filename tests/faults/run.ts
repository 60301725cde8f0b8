/**
 * `npm run faults`: every trouble of scenarios.ts for ten minutes of replay, or `--minutes M`; writes what came of it into
 * docs/reliability.md. Ends with code 1 if a number was wrong, a panel stuck, or part of the budget lost.
 */
import { parseArgs } from 'node:util';
import { play, type Played } from './play';
import { SCENARIOS } from './scenarios';
import { write } from './table';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const all: Played[] = [];
  for (const scenario of SCENARIOS) {
    const played = await play(scenario, Number(values.minutes));
    all.push(played);
    say(`${scenario.name}: panels ${JSON.stringify(played.panels)}, rules ${JSON.stringify(played.rules)}`);
    played.faults.slice(0, 10).forEach((fault) => say(`  ${fault.slice(0, 1000)}`));
  }
  const isGood = all.every(({ faults }) => faults.length === 0);
  if (isGood) {
    write(all);
  }
  return isGood ? 0 : 1;
}

void main().then((code) => process.exit(code));
