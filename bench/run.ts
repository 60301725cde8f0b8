/**
 * `npm run bench`: what the data source costs, as ratios of two works done in the same run. README.md says what is measured.
 */
import { engineRows } from './engines';
import { growthRows } from './growth';
import { inWords, type Row } from './rows';
import { wallRows } from './wall';
import { warmRows } from './warm';

const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  wall: wallRows,
  growth: growthRows,
  engines: engineRows,
  warm: warmRows,
};

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    throw new Error(`There is no part "${unknown}": the parts are ${Object.keys(PARTS).join(', ')}.`);
  }
  for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
    for (const row of await PARTS[name]()) {
      process.stdout.write(`${inWords(row)}\n`);
    }
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
