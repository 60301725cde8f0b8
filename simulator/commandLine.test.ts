import { parseCommandLine } from './commandLine';

it('has the defaults of a simulator that stands for the API', () => {
  expect(parseCommandLine([])).toEqual({ port: 8700, budget: 300, callBudget: 1200 });
});

it('takes values after a space or an equals sign', () => {
  expect(
    parseCommandLine(
      '--port 0 --seed=7 --videos 3 --latency 50 --delay 9 --withhold x,y.z --account a --token=b=c --budget 0'.split(
        ' '
      )
    )
  ).toEqual({
    port: 0,
    seed: 7,
    videos: 3,
    latencyMs: 50,
    delaySeconds: 9,
    withheld: ['x', 'y.z'],
    account: 'a',
    token: 'b=c',
    budget: 0,
    callBudget: 1200,
  });
});

it.each([
  [['--prot', '1'], 'Unknown option --prot. Known: --port, --seed, --videos, --latency, --budget, --delay,'],
  [['extra'], 'Unknown option extra.'],
  [['--port'], '--port needs a value.'],
  [['--port', 'http'], '--port cannot be http.'],
  [['--port', '70000'], '--port cannot be 70000.'],
  [['--videos', '0'], '--videos cannot be 0.'],
  [['--seed', '1.5'], '--seed cannot be 1.5.'],
  [['--token='], '--token cannot be empty.'],
])('refuses %j', (words, reason) => {
  expect(parseCommandLine(words)).toContain(reason);
});
