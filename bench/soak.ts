/**
 * `npm run soak -- --minutes M`: the wall at ten times its speed, on the backend's own process and the simulator, in the time that
 * the clock shows. Prints how memory, goroutines and open files went, and ends with code 1 where one of them grew, or where an
 * answer was an error. What was used after the first sixth of the time (ten minutes of an hour: what is remembered has filled up by
 * then) is compared with what was used at the end.
 */
import { parseArgs } from 'node:util';
import { BINARY } from '../scripts/binary.mjs';
import { startSimulator } from '../simulator/start';
import { advance, begin, MINUTE, type Ask, type Reply } from '../src/core';
import { ACCOUNT } from '../tests/replay/stage';
import { intervalOf, POINTS, rangeOf } from '../tests/replay/viewers';
import { PANELS, RULES, type Shown } from '../tests/replay/wall';
import { startBackend, type Backend } from '../workbench/backend';
import { panelContext } from '../tests/panelContext';

const SPEED = 10;
const VIEWERS = 3;
const REFRESH_MS = MINUTE / SPEED;

/** A look at the process: metrics of its own, as Prometheus reads them. */
interface Usage {
  readonly memoryMiB: number;
  readonly goroutines: number;
  readonly files: number;
}

const METRICS: Readonly<Record<keyof Usage, readonly [name: string, unit: number]>> = {
  memoryMiB: ['process_resident_memory_bytes', 2 ** 20],
  goroutines: ['go_goroutines', 1],
  files: ['process_open_fds', 1],
};

/** More than this is growth: of memory a part, of what is counted a few that are open for a moment. */
const BOUNDS: Readonly<Record<keyof Usage, (early: number, late: number) => boolean>> = {
  memoryMiB: (early, late) => late <= 1.1 * early,
  goroutines: (early, late) => late <= early + 10,
  files: (early, late) => late <= early + 10,
};

async function main(minutes: number): Promise<boolean> {
  const simulator = await startSimulator({ seed: 1, videos: 20, delaySeconds: 120, latencyMs: 50 });
  const backend = await startBackend({
    binary: BINARY,
    settings: {
      uid: 'soak',
      name: 'Soak',
      url: simulator.url,
      jsonData: { accountId: ACCOUNT, budget: 10_000 },
      secureJsonData: { apiToken: 'any' },
      lastUpdatedMs: 1,
    },
  });
  const errors: string[] = [];
  const began = Date.now();
  const until = began + minutes * MINUTE;
  let answers = 0;
  const every = async (offset: number, work: () => Promise<string | undefined>) => {
    for (let at = began + offset; at < until; at = Math.max(at + REFRESH_MS, Date.now())) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
      const error = await work();
      answers++;
      if (error !== undefined) {
        errors.push(error);
      }
    }
  };
  const offset = (i: number, of: number) => (REFRESH_MS * i) / of;
  const usages: Usage[] = [];
  const watch = setInterval(() => void usage(backend).then((one) => usages.push(one)), (minutes * MINUTE) / 100);
  await Promise.all([
    ...Array.from({ length: VIEWERS }, (_, i) =>
      PANELS.map((shown) => every(offset(i, VIEWERS), () => look(backend, shown)))
    ).flat(),
    ...RULES.map((shown, i) => every(offset(i, RULES.length), () => evaluate(backend, shown))),
  ]);
  clearInterval(watch);
  const { queries } = simulator.stats.counters;
  await backend.stop();
  await simulator.close();

  const sum = Object.values(queries).reduce((a, b) => a + b, 0);
  say(`${minutes} minutes at ${SPEED}× speed: ${answers} answers, ${errors.length} errors, ${sum} upstream queries`);
  errors.slice(0, 5).forEach((error) => say(`  ${error.slice(0, 300)}`));
  const flat = (Object.keys(METRICS) as Array<keyof Usage>).map((name) => {
    const [early, late] = [usages.slice(17, 27), usages.slice(-10)].map((some) =>
      median(some.map((each) => each[name]))
    );
    const isFlat = BOUNDS[name](early, late);
    say(
      `${name}: ${early.toFixed(0)} after the first sixth, ${late.toFixed(0)} at the end${isFlat ? '' : ': it grew'}`
    );
    return isFlat;
  });
  return errors.length === 0 && flat.every(Boolean);
}

/** As a browser does; the error, if there is one. */
async function look(backend: Backend, shown: Shown): Promise<string | undefined> {
  const now = Date.now();
  const context = panelContext(rangeOf(shown, now), {
    now,
    intervalMs: intervalOf(shown),
    maxDataPoints: POINTS,
  });
  let step = begin(shown.query, context);
  while (step.result === undefined) {
    step = advance(step.execution, await replies(backend, step.asks));
  }
  return step.result.error?.message;
}

async function replies(backend: Backend, asks: readonly Ask[]): Promise<Reply[]> {
  const { body } = await backend.callResource({ path: 'asks', method: 'POST', body: JSON.stringify({ asks }) });
  return JSON.parse(body.toString()).replies;
}

async function evaluate(backend: Backend, shown: Shown): Promise<string | undefined> {
  const range = rangeOf(shown, Date.now());
  const query = { refId: 'A', ...range, intervalMs: 1000, maxDataPoints: 43_200, json: shown.query };
  const { A } = await backend.queryData([query], { FromAlert: 'true' });
  return A.error;
}

async function usage(backend: Backend): Promise<Usage> {
  const text = await backend.metrics();
  const read = ([name, unit]: readonly [string, number]) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN) / unit;
  return { memoryMiB: read(METRICS.memoryMiB), goroutines: read(METRICS.goroutines), files: read(METRICS.files) };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
void main(Number(values.minutes)).then((isFlat) => process.exit(isFlat ? 0 : 1));
