import type { Dataset } from './dataset';
import { streamMinutesViewed } from './streamMinutesViewed';
import { videoPlaybackEvents } from './videoPlaybackEvents';

/** Every dataset, by the name of its node, in the order of the editor. */
export const DATASETS: Readonly<Record<string, Dataset>> = Object.fromEntries(
  [streamMinutesViewed, videoPlaybackEvents].map((dataset) => [dataset.name, dataset])
);
