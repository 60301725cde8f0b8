import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Catalogue, Source } from './catalogue';
import { COUNTRIES } from './countries';
import { MEDIA_TYPES, OTHER_PLAYER, type Day } from './day';
import { DEVICES } from './devices';

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
 * @param quiet spans in which nobody watched, as set on the simulator
 */
export function* viewings(source: Source, { from, to }: Window, quiet: readonly Window[] = []): Generator<Viewing> {
  const archive = archiveOf(source);
  for (const day of archive.days({ from, to })) {
    for (let row = 0; row < day.size; row++) {
      const time = day.from + day.second[row] * 1000;
      if (time >= from && time < to && !quiet.some((span) => time >= span.from && time < span.to)) {
        yield viewingOf(archive.catalogue, day, row, time);
      }
    }
  }
}

function viewingOf({ uids, creators, creatorOf }: Catalogue, day: Day, row: number, time: number): Viewing {
  const video = day.video[row];
  const device = day.player[row] === OTHER_PLAYER ? undefined : DEVICES[day.player[row]];
  return {
    time,
    uid: uids[video],
    creator: creators[creatorOf[video]],
    clientCountryName: COUNTRIES[day.country[row]].code,
    mediaType: MEDIA_TYPES[day.mediaType[row]],
    minutesViewed: day.minutes[row],
    playback: device && {
      deviceType: device.type,
      deviceOs: device.os,
      deviceBrowser: device.browser,
      starts: day.starts[row],
      timeViewedMinutes: day.playerMinutes[row],
    },
  };
}
