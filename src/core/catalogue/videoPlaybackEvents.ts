import { withBounds } from './confidence';
import type { Dataset } from './dataset';
import { SAMPLE_INTERVAL, STREAM_PLAYER_ONLY, VIEWER_DIMENSIONS } from './streamPlayer';
import { averageViewers, hoursViewed } from './timeViewed';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'halfOfHour', 'hour', 'day');

/** Playback starts as Stream Player reports them. Marked beta by Cloudflare; no other player sends them. */
export const videoPlaybackEvents: Dataset = {
  name: 'videoPlaybackEventsAdaptiveGroups',
  label: 'Playback events (beta)',
  description: "Plays and time viewed as reported by Cloudflare's own Stream Player. Other players send nothing.",
  whenEmpty: STREAM_PLAYER_ONLY,
  metrics: withBounds(
    [
      {
        name: 'count',
        type: 'uint64',
        label: 'Plays',
        unit: 'short',
        description: 'Playback starts in Stream Player.',
        additivity: 'sum',
      },
      {
        name: 'sum.timeViewedMinutes',
        type: 'uint64',
        label: 'Time viewed',
        unit: 'short',
        description: 'Minutes watched in Stream Player.',
        additivity: 'sum',
      },
      hoursViewed({ of: 'sum.timeViewedMinutes', times: 1 / 60 }),
      averageViewers({ of: 'sum.timeViewedMinutes' }),
      {
        name: 'minutesPerPlay',
        type: 'float64',
        label: 'Minutes per play',
        unit: 'short',
        description: 'Minutes watched by playback starts.',
        additivity: 'none',
        formula: { of: 'sum.timeViewedMinutes', over: { metric: 'count' } },
      },
      SAMPLE_INTERVAL,
    ],
    ['count', 'sum.timeViewedMinutes']
  ),
  dimensions: VIEWER_DIMENSIONS,
  buckets: available,
  times: times(available),
};
