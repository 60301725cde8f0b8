/**
 * How many tests passed, failed and were skipped, by the reports of three runners. An `output` says what failed, where the
 * runner's own does not; without a report nothing was run.
 */
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** @param report of `jest --json`; a suite that could not be run is one failure */
export const countJest = (report) =>
  report
    ? {
        passed: report.numPassedTests,
        failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
        skipped: report.numPendingTests + report.numTodoTests,
        output: report.testResults
          .filter(({ status }) => status === 'failed')
          .map(({ name, message }) => `${name}\n${message}`)
          .join('\n'),
      }
    : NOTHING;

/** @param report of Playwright's JSON reporter; a test that passed at a second try has failed */
export const countPlaywright = (report) =>
  report
    ? {
        passed: report.stats.expected,
        failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
        skipped: report.stats.skipped,
      }
    : NOTHING;

/**
 * A test with subtests is counted by them. A package that failed without a failed test, because it was not built, is one
 * failure.
 *
 * @param text lines of `go test -json`; others are kept as output
 */
export function countGo(text) {
  const outcomes = new Map();
  const outputs = new Map();
  const packages = new Map();
  const other = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const event = parsed(line);
    if (!event) {
      other.push(line);
      continue;
    }
    const key = `${event.Package ?? event.ImportPath} ${event.Test ?? ''}`;
    if (event.Output) {
      outputs.set(key, (outputs.get(key) ?? '') + event.Output);
    }
    if (['pass', 'fail', 'skip'].includes(event.Action)) {
      (event.Test ? outcomes : packages).set(key, event.Action);
    }
  }
  const parents = new Set([...outcomes.keys()].flatMap(ancestors));
  const leaves = [...outcomes].filter(([key]) => !parents.has(key));
  const count = (wanted) => leaves.filter(([, outcome]) => outcome === wanted).length;
  const testsFailed = [...outcomes].filter(([, outcome]) => outcome === 'fail').map(([key]) => key);
  const packagesFailed = [...packages]
    .filter(([key, outcome]) => outcome === 'fail' && !testsFailed.some((test) => test.startsWith(key)))
    .map(([key]) => key);
  const said = [...testsFailed, ...packagesFailed].map((key) => `${key}\n${outputs.get(key) ?? ''}`);
  const builds = [...outputs].filter(([key]) => !outcomes.has(key) && !packages.has(key)).map(([, output]) => output);
  return {
    passed: count('pass'),
    failed: count('fail') + packagesFailed.length,
    skipped: count('skip'),
    output: [...other, ...builds, ...said].join('\n'),
  };
}

const ancestors = (key) => {
  const parts = key.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
};

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
