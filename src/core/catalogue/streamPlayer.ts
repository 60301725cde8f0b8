import type { Dimension } from './dataset';

/** What every dataset of Stream Player is grouped by. */
export const VIEWER_DIMENSIONS: readonly Dimension[] = [
  { name: 'uid', type: 'string', subject: 'video', label: 'Video', description: 'Unique ID of the video.' },
  {
    name: 'clientCountryName',
    type: 'string',
    subject: 'country',
    label: 'Country',
    description: 'Country of the viewer, ISO 3166 alpha-2 code.',
  },
  { name: 'deviceType', type: 'string', label: 'Device type', description: 'Kind of device, such as a phone.' },
  { name: 'deviceOs', type: 'string', label: 'Operating system', description: 'Operating system of the device.' },
  { name: 'deviceBrowser', type: 'string', label: 'Browser', description: 'Browser of the device.' },
];

/** Why a dataset of Stream Player is empty, most likely. */
export const STREAM_PLAYER_ONLY =
  "Only Cloudflare's own Stream Player fills this dataset: with another player it stays empty.";

/** Every dataset of Stream Player has it. */
export const SAMPLE_INTERVAL = {
  name: 'avg.sampleInterval',
  type: 'float64',
  label: 'Sample interval',
  unit: 'none',
  description: 'Events that one stored sample stands for; 1 means that nothing was left out.',
  additivity: 'none',
} as const;
