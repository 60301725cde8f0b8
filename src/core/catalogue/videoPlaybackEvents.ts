import type { Dataset } from './dataset';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'halfOfHour', 'hour', 'day');

/** Playback starts as Stream Player reports them. Marked beta by Cloudflare; no other player sends them. */
export const videoPlaybackEvents: Dataset = {
  name: 'videoPlaybackEventsAdaptiveGroups',
  label: 'Playback events (beta)',
  description: "Plays and time viewed as reported by Cloudflare's own Stream Player. Other players send nothing.",
  whenEmpty: "Only Cloudflare's own Stream Player fills this dataset: with another player it stays empty.",
  metrics: [
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
    {
      name: 'avg.sampleInterval',
      type: 'float64',
      label: 'Sample interval',
      unit: 'none',
      description: 'Events that one stored sample stands for; 1 means that nothing was left out.',
      additivity: 'none',
    },
  ],
  dimensions: [
    { name: 'uid', type: 'string', label: 'Video', description: 'Unique ID of the video.' },
    {
      name: 'clientCountryName',
      type: 'string',
      label: 'Country',
      description: 'Country of the viewer, ISO 3166 alpha-2 code.',
    },
    { name: 'deviceType', type: 'string', label: 'Device type', description: 'Kind of device, such as a phone.' },
    { name: 'deviceOs', type: 'string', label: 'Operating system', description: 'Operating system of the device.' },
    { name: 'deviceBrowser', type: 'string', label: 'Browser', description: 'Browser of the device.' },
  ],
  buckets: available,
  times: times(available),
};
