import { mostInFiveMinutes, START, startStage, type Stage } from '../tests/replay/stage';
import { PANELS, RULES, type Shown } from '../tests/replay/wall';
import { answeredWithin, PEERS, queriesOf, type Look } from './peers';
import type { Row } from './rows';
import { MINUTE, SECOND } from '../src/core';

const BUDGET = 300;

/** An hour of twenty panels that three viewers refresh every minute, each at another second, and ten rules every minute. */
function hour(): { panels: Look[][]; rules: Look[] } {
  const minutes = Array.from({ length: 60 }, (_, minute) => START + minute * MINUTE);
  const looks = (shown: readonly Shown[], offset: (i: number) => number): Look[] =>
    minutes.flatMap((minute) => shown.map((each, i) => ({ at: minute + offset(i), shown: each })));
  return {
    panels: [1, 21, 41].map((second) => looks(PANELS, () => second * SECOND)),
    rules: looks(RULES, (i) => (3 + 5 * i) * SECOND),
  };
}

/** Ten dashboards of twenty panels that are opened at once, none like another: ranges of their own. */
const dashboards = (): Look[][] =>
  Array.from({ length: 10 }, (_, i) =>
    PANELS.map(({ hours, ...shown }) => ({
      at: START + SECOND,
      shown: { ...shown, title: `${shown.title} ${i}`, hours: Math.max(1, hours - i) },
    }))
  );

/** Queries and faults of what our own plugin makes of some looks. */
async function play(viewers: readonly (readonly Look[])[], rules: readonly Look[]): Promise<Stage> {
  const stage = await startStage({ budget: BUDGET });
  for (const looks of viewers) {
    const look = stage.opened();
    looks.forEach(({ at, shown }) => look(at, shown));
  }
  rules.forEach(({ at, shown }) => stage.evaluate(at, shown));
  const last = Math.max(...[...viewers.flat(), ...rules].map(({ at }) => at));
  await stage.replay.pass(last + MINUTE);
  await stage.replay.end();
  const bad = stage.seen.filter(({ verdict }) => verdict.kind !== 'right');
  if (bad.length > 0 || stage.seen.length !== viewers.flat().length + rules.length) {
    const [{ shown, asked, verdict } = { shown: undefined, asked: 0, verdict: undefined }] = bad;
    throw new Error(
      `${bad.length} of ${stage.seen.length} answers are not right, the first: ${shown?.title} at ${new Date(asked).toISOString()}: ${JSON.stringify(verdict)}`
    );
  }
  return stage;
}

/** What the wall costs. Each of its answers is checked against brute force, at the age that the answer tells. */
export async function wallRows(): Promise<Row[]> {
  const { panels, rules } = hour();
  return [
    ...(await rowsOf('an hour of the wall', panels, rules, 1 / 20)),
    ...(await rowsOf('ten dashboards opened at once', dashboards(), [], 1 / 20)),
  ];
}

async function rowsOf(
  what: string,
  viewers: readonly (readonly Look[])[],
  rules: readonly Look[],
  goal: number
): Promise<Row[]> {
  const { queries, seen } = await play(viewers, rules);
  const looks = [...viewers.flat(), ...rules].sort((a, b) => a.at - b.at);
  // Ten minutes tell it: what comes after is no different.
  const first = looks.filter(({ at }) => at < START + 10 * MINUTE);
  return [
    {
      name: `${what}: upstream queries / a naive client's (${seen.length} answers, all right at their age)`,
      ours: queries.length,
      theirs: queriesOf(PEERS.naive, looks),
      unit: 'queries',
      goal,
    },
    {
      name: `${what}: questions that they carried / the naive client's`,
      ours: queries.reduce((sum, { questions }) => sum + questions, 0),
      theirs: queriesOf(PEERS.naive, looks),
      unit: 'questions',
    },
    {
      name: `${what}: upstream queries in the busiest 5 minutes / the budget`,
      ours: mostInFiveMinutes(queries.map(({ at }) => at)),
      theirs: BUDGET,
      unit: 'queries',
      goal: 1,
    },
    ...Object.entries(PEERS).map(([name, client]): Row => ({
      name: `${what}: answers that a client like ${name} has within the budget / those it is asked for`,
      ours: answeredWithin(BUDGET, client, first),
      theirs: first.length,
      unit: 'answers',
    })),
  ];
}
