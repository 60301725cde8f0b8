import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { COUNTRIES } from './countries';
import { MEDIA_TYPES, OTHER_PLAYER } from './day';
import { DEVICES } from './devices';
import { placesIn } from './events';

/** One viewing of one video: what the API's groups are made of. */
export interface Viewing {
  /** When it began: ms since the epoch, a whole second. */
  readonly time: number;
  readonly uid: string;
  readonly creator: string;
  readonly clientCountryName: string;
  readonly mediaType: string;
  readonly minutesViewed: number;
  /** Absent unless the video ran in Stream Player. */
  readonly playback?: Playback;
}

export interface Playback {
  readonly deviceType: string;
  readonly deviceOs: string;
  readonly deviceBrowser: string;
  /** 1 at the start of a playback; 0 for a report on one that was begun before. */
  readonly starts: number;
  readonly timeViewedMinutes: number;
}

/**
 * Every viewing that began in `[from, to)`, one by one, in the order of days alone: the brute force that answers are
 * checked against. The same for every caller and every now; a simulator shows those that began up to its now.
 *
 * @param quiet spans in which nothing happened, as set on the simulator
 */
export function* viewings(source: Source, window: Window, quiet: readonly Window[] = []): Generator<Viewing> {
  const { catalogue, days } = archiveOf(source);
  for (const { columns, row, time } of placesIn(days.viewings(window), window, quiet)) {
    const video = columns.video[row];
    const device = columns.player[row] === OTHER_PLAYER ? undefined : DEVICES[columns.player[row]];
    yield {
      time,
      uid: catalogue.uids[video],
      creator: catalogue.creators[catalogue.creatorOf[video]],
      clientCountryName: COUNTRIES[columns.country[row]].code,
      mediaType: MEDIA_TYPES[columns.mediaType[row]],
      minutesViewed: columns.minutes[row],
      playback: device && {
        deviceType: device.type,
        deviceOs: device.os,
        deviceBrowser: device.browser,
        starts: columns.starts[row],
        timeViewedMinutes: columns.playerMinutes[row],
      },
    };
  }
}
