/**
 * `npm run fuzz -- --minutes M [--seed S]`: random queries of the core against the oracle for M minutes, then each of the
 * backend's fuzz targets for as long: bodies for the decoder, documents and variables for the allow-list. Ends with code 1 if
 * anything was found; what Go finds is kept in the package's testdata/fuzz and from then on is a test.
 */
import { parseArgs } from 'node:util';
import { FUZZ_TARGETS, fuzzArguments } from './fuzzTargets.mjs';
import { run } from './run.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const onLine = (line) => process.stdout.write(`${line}\n`);
const seconds = Math.ceil(Number(values.minutes) * 60);
const seed = values.seed === undefined ? [] : ['--seed', values.seed];

const codes = [await run('tsx', ['tests/oracle/fuzz.ts', '--minutes', values.minutes, ...seed], { onLine })];
for (const target of FUZZ_TARGETS) {
  codes.push(await run('go', fuzzArguments(target, `${seconds}s`), { onLine }));
}
process.exit(codes.every(({ code }) => code === 0) ? 0 : 1);
