import { withBounds } from './confidence';
import type { Dataset } from './dataset';
import { SAMPLE_INTERVAL, STREAM_PLAYER_ONLY, VIEWER_DIMENSIONS } from './streamPlayer';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'halfOfHour', 'hour', 'day');

/** Buffering as Stream Player reports it. Marked beta by Cloudflare; no other player sends it. */
export const videoBufferEvents: Dataset = {
  name: 'videoBufferEventsAdaptiveGroups',
  label: 'Buffering events (beta)',
  description: "Interruptions to buffer as reported by Cloudflare's own Stream Player. Other players send nothing.",
  whenEmpty: STREAM_PLAYER_ONLY,
  metrics: withBounds(
    [
      {
        name: 'count',
        type: 'uint64',
        label: 'Buffering events',
        unit: 'short',
        description: 'Times that Stream Player stopped to buffer.',
        additivity: 'sum',
      },
      {
        name: 'eventsPerPlay',
        type: 'float64',
        label: 'Buffering events per play',
        unit: 'short',
        description: 'Times that Stream Player stopped to buffer, by playback starts.',
        additivity: 'none',
        formula: { of: 'count', over: { metric: 'count', dataset: 'videoPlaybackEventsAdaptiveGroups' } },
      },
      SAMPLE_INTERVAL,
    ],
    ['count']
  ),
  dimensions: VIEWER_DIMENSIONS,
  buckets: available,
  times: times(available),
};
