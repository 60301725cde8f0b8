import { countGo, countJest, countPlaywright } from './counts.mjs';

const events = (...given: object[]) => given.map((event) => JSON.stringify(event)).join('\n');

describe('tests of Go', () => {
  it('are counted by their subtests, and packages not at all', () => {
    const text = events(
      { Action: 'pass', Package: 'a.b/p', Test: 'TestOne' },
      { Action: 'pass', Package: 'a.b/p', Test: 'TestTwo/x' },
      { Action: 'skip', Package: 'a.b/p', Test: 'TestTwo/y' },
      { Action: 'pass', Package: 'a.b/p', Test: 'TestTwo' },
      { Action: 'pass', Package: 'a.b/p' }
    );
    expect(countGo(text)).toMatchObject({ passed: 2, failed: 0, skipped: 1 });
  });

  it('that fail tell why', () => {
    const text = events(
      { Action: 'output', Package: 'p', Test: 'TestOne', Output: 'want 1, got 2\n' },
      { Action: 'fail', Package: 'p', Test: 'TestOne' },
      { Action: 'fail', Package: 'p' }
    );
    expect(countGo(text)).toMatchObject({ passed: 0, failed: 1, output: expect.stringContaining('want 1, got 2') });
  });

  it('of a package that is not built are one failure', () => {
    const text = events(
      { ImportPath: 'p [p.test]', Action: 'build-output', Output: 'p/x.go:3: undefined: y\n' },
      { ImportPath: 'p [p.test]', Action: 'build-fail' },
      { Action: 'fail', Package: 'p' }
    );
    expect(countGo(text)).toMatchObject({ passed: 0, failed: 1, output: expect.stringContaining('undefined: y') });
  });
});

it('a jest suite that cannot be run is a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: 0,
    numTodoTests: 0,
  };
  expect(countJest({ ...report, testResults: [] })).toMatchObject({ passed: 3, failed: 2, skipped: 0 });
});

it('a browser test that needed a second try has failed', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 0 };
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 1, skipped: 0 });
});

it('a runner without a report has run nothing', () => {
  expect(countJest(undefined)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
