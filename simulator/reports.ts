import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { COUNTRIES } from './countries';
import { DAY_MS } from './day';
import { placesIn } from './events';
import {
  BUFFER_LENGTH,
  INITIAL_STARVATION,
  LADDER,
  OBJECT_DURATIONS,
  sessionId,
  sessionsADay,
  STARVATION,
  STREAMINGS,
  THROUGHPUT,
} from './reportDay';

const { floor } = Math;

/** One report of one player: what CMCD's groups are made of. Dimensions are named as the API names them. */
export interface Report {
  /** ms since the epoch, a whole second. */
  readonly time: number;
  readonly videoId: string;
  /** Empty where the video never was live. */
  readonly inputId: string;
  readonly creatorId: string;
  readonly contentId: string;
  readonly country: string;
  readonly resolution: string;
  readonly streamType: string;
  readonly streamingFormat: string;
  readonly hlsType: string;
  readonly sessionId: string;
  readonly startup: number;
  readonly bufferStarvation: number;
  readonly playbackRate: number;
  readonly bufferLength: number;
  readonly bufferStarvationDuration: number;
  readonly initialBufferStarvationDuration: number;
  readonly encodedBitrate: number;
  readonly measuredThroughput: number;
  readonly objectDuration: number;
  readonly topBitrate: number;
  readonly millisecondsViewed: number;
  /** Who watched. The API only counts them, as `uniq.viewers`. */
  readonly viewer: number;
}

/** Every report in `[from, to)`, one by one, in no order: as `viewings` is for viewings. */
export function* reports(source: Source, window: Window, quiet: readonly Window[] = []): Generator<Report> {
  const { catalogue, days } = archiveOf(source);
  for (const { columns, row, time } of placesIn(days.reports(window), window, quiet)) {
    const video = columns.video[row];
    const { format, hlsType } = STREAMINGS[columns.streaming[row]];
    const { kilobits, resolution } = LADDER[columns.rung[row]];
    yield {
      time,
      videoId: catalogue.uids[video],
      inputId: ['', ...catalogue.inputs][catalogue.inputOf[video]],
      creatorId: catalogue.creators[catalogue.creatorOf[video]],
      contentId: catalogue.uids[video],
      country: COUNTRIES[columns.country[row]].code,
      resolution,
      streamType: columns.mediaType[row] === 0 ? 'l' : 'v',
      streamingFormat: format,
      hlsType,
      sessionId: sessionId(floor(time / DAY_MS) * sessionsADay(catalogue.uids.length) + columns.viewing[row]),
      startup: columns.startup[row],
      bufferStarvation: columns.bufferStarvation[row] > 0 ? 1 : 0,
      playbackRate: columns.playbackRate[row],
      bufferLength: columns.bufferLength[row] * BUFFER_LENGTH.unit,
      bufferStarvationDuration: columns.bufferStarvation[row] * STARVATION.unit,
      initialBufferStarvationDuration: columns.initialBufferStarvation[row] * INITIAL_STARVATION.unit,
      encodedBitrate: kilobits,
      measuredThroughput: columns.measuredThroughput[row] * THROUGHPUT.unit,
      objectDuration: OBJECT_DURATIONS[columns.objectDuration[row]],
      topBitrate: LADDER[columns.topRung[row]].kilobits,
      millisecondsViewed: columns.viewed[row],
      viewer: columns.viewer[row],
    };
  }
}
