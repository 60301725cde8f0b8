import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BUILDS, build } from './builds.mjs';
import { countGo, countJest, countPlaywright } from './counts.mjs';
import { FUZZ_TARGETS, fuzzArguments } from './fuzzTargets.mjs';
import { run } from './run.mjs';

const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'reports-'));
process.once('exit', () => fs.rmSync(reports, { recursive: true, force: true }));

/** A command that counts as one test. */
const single = (name, command, args) => ({
  name,
  run: async () => {
    const { code, output } = await run(command, args);
    return { ...verdict(code === 0), output };
  },
});

const verdict = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1 });

const builds = BUILDS.map(({ name }) => ({
  name: `build of the ${name}`,
  run: () =>
    build({ names: [name] }).then(
      () => verdict(true),
      (error) => ({ ...verdict(false), output: error.message })
    ),
}));

/** Counts what a report says; a command that failed without a failed test is a failure of its own. */
const reported = (name, command, args, count, env) => ({
  name,
  run: async () => {
    const { code, output } = await run(command, args, { env });
    const counts = count(output);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, output } : { output, ...counts };
  },
});

const readReport = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined);

const jestReport = path.join(reports, 'jest.json');
const jest = reported('jest', 'jest', ['--ci', '--silent', '--json', '--outputFile', jestReport], () =>
  countJest(readReport(jestReport))
);

const go = reported('go test -race', 'go', ['test', '-race', '-json', './...'], countGo, { CGO_ENABLED: '1' });

/** The rules of Grafana's catalogue and ours, over what was built. */
const validate = {
  name: 'validate',
  run: async () => {
    const { judge } = await import('./validate/judge.mjs');
    const lines = [];
    const counts = await judge({ say: (line) => lines.push(line) });
    return { ...counts, output: lines.join('\n') };
  },
};

const browserReport = path.join(reports, 'browser.json');
const browser = reported(
  'browser',
  'playwright',
  ['test', '--reporter', 'line,json'],
  () => countPlaywright(readReport(browserReport)),
  { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport }
);

const fuzzed = FUZZ_TARGETS.map((target) => single(`fuzz ${target.name}`, 'go', fuzzArguments(target, '20000x')));

/** Phases, one after another, of lanes that run side by side. Go embeds what is built, the browser loads it. */
export const CHECKS = [
  [builds, [single('types', 'tsc', ['--noEmit']), single('lint', 'eslint', ['--max-warnings', '0', '.'])]],
  [[jest], [validate, single('go vet', 'go', ['vet', './...']), go]],
  [[browser], fuzzed],
];
