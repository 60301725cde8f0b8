import type { Given } from '../simulator/options';
import { START, startStage } from '../tests/replay/stage';
import { PANELS, type Shown } from '../tests/replay/wall';
import type { Row } from './rows';
import { MINUTE } from '../src/core';

const DAY_HOURS = 24;
const MINUTES_VIEWED = { dataset: 'streamMinutesViewedAdaptiveGroups', metrics: ['sum.minutesViewed'] };

/** What grows: viewers who look at the same panels, all of them every minute. */
interface Load {
  readonly viewers: number;
  readonly panels: readonly Shown[];
  readonly minutes: number;
  readonly given?: Given;
}

const once = (panels: readonly Shown[], given?: Given): Load => ({ viewers: 1, panels, minutes: 1, given });

const byHour = (days: number): Shown => ({
  title: `${days} days`,
  hours: days * DAY_HOURS,
  query: { ...MINUTES_VIEWED, groupBy: ['clientCountryName'], bucket: 'hour' },
});

const topVideos: Shown = {
  title: 'Videos',
  hours: 30 * DAY_HOURS,
  query: {
    ...MINUTES_VIEWED,
    format: 'table',
    groupBy: ['uid'],
    limit: 50,
    orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
  },
};

/** Panels of many dashboards: the wall's, with ranges of their own. */
const panels = (count: number): Shown[] =>
  Array.from({ length: count }, (_, i) => {
    const of = PANELS[i % PANELS.length];
    return { ...of, title: `${of.title} ${i}`, hours: of.hours + Math.floor(i / PANELS.length) };
  });

const PAIRS: ReadonlyArray<{ readonly name: string; readonly large: Load; readonly small: Load }> = [
  { name: 'a cold chart by hour: 90 days / 1 day', large: once([byHour(90)]), small: once([byHour(1)]) },
  {
    name: 'a cold table of the most watched: 1,000 videos / 1 video',
    large: once([topVideos], { videos: 1000 }),
    small: once([topVideos], { videos: 1 }),
  },
  {
    name: 'three minutes of panels: 100 / 1',
    large: { viewers: 1, panels: panels(100), minutes: 3 },
    small: { viewers: 1, panels: panels(1), minutes: 3 },
  },
  {
    name: 'two minutes of the wall: 100 viewers / 1 viewer',
    large: { viewers: 100, panels: PANELS, minutes: 2 },
    small: { viewers: 1, panels: PANELS, minutes: 2 },
  },
];

/** How upstream queries, bytes and time grow with days, videos, panels and viewers. */
export async function growthRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, large, small } of PAIRS) {
    const [ours, theirs] = [await cost(large), await cost(small)];
    rows.push(
      { name: `${name}: upstream queries`, ours: ours.queries, theirs: theirs.queries, unit: 'queries' },
      { name: `${name}: what they answered`, ours: ours.bytes / 1024, theirs: theirs.bytes / 1024, unit: 'KiB' },
      {
        name: `${name}: time of browsers, backend and simulator together`,
        ours: ours.ms,
        theirs: theirs.ms,
        unit: 'ms',
      }
    );
  }
  return rows;
}

async function cost({ viewers, panels: shown, minutes, given }: Load) {
  const { replay, queries, seen, opened } = await startStage({ budget: 0, ...given }, { checks: false });
  const second = MINUTE / viewers;
  for (let viewer = 0; viewer < viewers; viewer++) {
    const look = opened();
    for (let minute = 0; minute < minutes; minute++) {
      shown.forEach((each) => look(START + 1000 + minute * MINUTE + Math.floor(viewer * second), each));
    }
  }
  const began = performance.now();
  await replay.pass(START + (minutes + 1) * MINUTE);
  const ms = performance.now() - began;
  await replay.end();
  const failed = seen.find(({ verdict }) => verdict.kind !== 'right');
  if (failed) {
    throw new Error(`${failed.shown.title}: ${JSON.stringify(failed.verdict)}`);
  }
  return { queries: queries.length, bytes: queries.reduce((sum, { bytes }) => sum + bytes, 0), ms };
}
