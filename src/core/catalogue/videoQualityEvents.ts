import { withBounds } from './confidence';
import type { Dataset } from './dataset';
import { SAMPLE_INTERVAL, STREAM_PLAYER_ONLY, VIEWER_DIMENSIONS } from './streamPlayer';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'halfOfHour', 'hour', 'day');

/** Changes of quality as Stream Player reports them. Marked beta by Cloudflare; no other player sends them. */
export const videoQualityEvents: Dataset = {
  name: 'videoQualityEventsAdaptiveGroups',
  label: 'Quality events (beta)',
  description:
    "Changes of the picture's quality as reported by Cloudflare's own Stream Player. Other players send nothing.",
  whenEmpty: STREAM_PLAYER_ONLY,
  metrics: withBounds(
    [
      {
        name: 'count',
        type: 'uint64',
        label: 'Quality changes',
        unit: 'short',
        description: 'Times that Stream Player changed the quality.',
        additivity: 'sum',
      },
      SAMPLE_INTERVAL,
    ],
    ['count']
  ),
  dimensions: [
    ...VIEWER_DIMENSIONS,
    {
      name: 'qualityResolution',
      type: 'uint64',
      label: 'Resolution',
      description: 'Lines of the quality that was changed to.',
    },
  ],
  buckets: available,
  times: times(available),
};
