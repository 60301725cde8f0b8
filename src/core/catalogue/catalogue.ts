import type { Dataset } from './dataset';
import { liveInputEventLog } from './liveInputEventLog';
import { liveInputEvents } from './liveInputEvents';
import { streamCMCD } from './streamCMCD';
import { streamMinutesViewed } from './streamMinutesViewed';
import { videoBufferEvents } from './videoBufferEvents';
import { videoPlaybackEvents } from './videoPlaybackEvents';
import { videoQualityEvents } from './videoQualityEvents';

/** Every dataset, by the name of its node, in the order of the editor. Names come from saved queries, so it has no other keys: no `toString`. */
export const DATASETS: Readonly<Record<string, Dataset>> = Object.assign(
  Object.create(null),
  Object.fromEntries(
    [
      ...[streamMinutesViewed, streamCMCD, videoPlaybackEvents, videoBufferEvents, videoQualityEvents],
      ...[liveInputEvents, liveInputEventLog],
    ].map((dataset) => [dataset.name, dataset])
  )
);
