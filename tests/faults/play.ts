import { LATENCY_MS, mostInFiveMinutes, START, startStage, type Judged, type Stage } from '../replay/stage';
import type { Conversation } from '../replay/replay';
import { TIMEOUT_MS } from '../replay/viewers';
import { PANELS, RULES } from '../replay/wall';
import type { Outcome, Scenario } from './scenarios';
import { MINUTE, SECOND } from '../../src/core';

const BUDGET = 300;

/** How often each outcome was, of the answers that were asked for while the trouble lasted. */
export type Counts = Readonly<Record<Outcome, number>>;

export interface Played {
  readonly panels: Counts;
  readonly rules: Counts;
  readonly queries: number;
  /** Sentences on what must not be; none if all is well. */
  readonly faults: readonly string[];
}

/** Panels and rules of every dataset; of each kind one. */
const SHOWN = PANELS.filter(({ title }) =>
  [
    'Minutes by country',
    'Countries a day',
    'Ten videos',
    'Minutes of the quarter',
    'Plays by device',
    'Throughput',
    'Bit rate',
  ].includes(title)
);
const EVALUATED = RULES.filter(({ title }) =>
  ['Viewing stopped', 'Live viewing stopped', 'No plays', 'Bit rate collapsed'].includes(title)
);

/**
 * Plays a part of the wall for some minutes of trouble, after one without and before some without: two viewers and the rules,
 * every minute.
 */
export async function play(scenario: Scenario, minutes: number): Promise<Played> {
  const stage = await startStage({ budget: BUDGET });
  const { replay, seen, queries } = stage;
  // In the middle of answers.
  const from = START + MINUTE + SECOND + LATENCY_MS / 2;
  const to = from + minutes * MINUTE;
  const recovered = to + TIMEOUT_MS + (scenario.recovery ?? 0);
  const end = recovered + 2 * MINUTE;
  const asked = schedule(stage, end);

  await replay.pass(from);
  scenario.begin(stage);
  await replay.pass(to);
  scenario.end?.(stage);
  await replay.pass(end);
  await replay.pass(end + TIMEOUT_MS);
  const left = await budgetLeft(stage);
  await replay.end();

  const most = mostInFiveMinutes(queries.map(({ at }) => at));
  const isDuring = (each: Judged) => each.answered >= from && each.asked < recovered;
  const during = seen.filter(isDuring);
  return {
    panels: counts(during.filter(({ caller }) => caller === 'panel')),
    rules: counts(during.filter(({ caller }) => caller === 'alert')),
    queries: queries.length,
    faults: [
      ...seen.flatMap((each) =>
        each.verdict.kind === 'wrong' ? [`${named(each)} is wrong: ${each.verdict.how}`] : []
      ),
      ...seen.flatMap((each) =>
        each.verdict.kind !== 'right' && !isDuring(each)
          ? [`${named(each)} is not right though nothing is the matter: ${JSON.stringify(each.verdict)}`]
          : []
      ),
      ...during.flatMap((each) => unmeant(each, scenario)),
      ...seen.flatMap((each) =>
        each.answered - each.asked > TIMEOUT_MS ? [`${named(each)} took ${each.answered - each.asked} ms`] : []
      ),
      ...(seen.length === asked ? [] : [`${asked - seen.length} of ${asked} were not answered`]),
      ...(most > BUDGET ? [`${most} queries in five minutes`] : []),
      ...(left === BUDGET ? [] : [`${left} of the budget is left after five minutes without queries`]),
    ],
  };
}

/** How many answers there must be until `end`. */
function schedule(stage: Stage, end: number): number {
  const viewers = [stage.opened(), stage.opened()];
  let asked = 0;
  for (let minute = START; minute < end; minute += MINUTE) {
    viewers.forEach((look, i) => SHOWN.forEach((shown) => look(minute + (1 + 30 * i) * SECOND, shown)));
    EVALUATED.forEach((shown, i) => stage.evaluate(minute + (3 + 12 * i) * SECOND, shown));
    asked += viewers.length * SHOWN.length + EVALUATED.length;
  }
  return asked;
}

/** What is left of the budget once nothing has been asked for five minutes. */
async function budgetLeft({ replay }: Stage): Promise<number> {
  const at = replay.now() + 6 * MINUTE;
  let left = -1;
  replay.at(at, function* (): Conversation {
    const { details } = yield { timeoutMs: TIMEOUT_MS, health: true };
    left = (details as { budget: { left: number } }).budget.left;
  });
  await replay.pass(at + MINUTE);
  return left + CHECKED;
}

/** What the health check itself asks: the settings, and one call over REST. */
const CHECKED = 2;

const counts = (of: readonly Judged[]): Counts => ({
  right: of.filter(({ verdict }) => verdict.kind === 'right').length,
  stale: of.filter(({ verdict }) => verdict.kind === 'stale').length,
  error: of.filter(({ verdict }) => verdict.kind === 'error').length,
});

function unmeant(each: Judged, { panels, rules }: Scenario): string[] {
  const meant: readonly string[] = each.caller === 'alert' ? rules : panels;
  return meant.includes(each.verdict.kind) || each.verdict.kind === 'wrong'
    ? []
    : [`${named(each)} is ${JSON.stringify(each.verdict)}, and must be ${meant.join(' or ')}`];
}

const named = ({ shown, caller, asked }: Judged): string =>
  `${caller} “${shown.title}” of ${new Date(asked).toISOString().slice(11, 19)}`;
