import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { COUNTRIES } from './countries';
import { DEVICES } from './devices';
import { placesIn, type Place } from './events';
import { QUALITIES } from './playerDay';

/** One report of Stream Player that it ran out of buffer. */
export interface BufferEvent {
  /** ms since the epoch, a whole second. */
  readonly time: number;
  readonly uid: string;
  readonly clientCountryName: string;
  readonly deviceType: string;
  readonly deviceOs: string;
  readonly deviceBrowser: string;
}

/** One report of Stream Player that it changed to another quality. */
export interface QualityEvent extends BufferEvent {
  readonly qualityResolution: number;
}

/** Every buffer event in `[from, to)`, one by one, in no order: as `viewings` is for viewings. */
export function* bufferEvents(source: Source, window: Window, quiet: readonly Window[] = []): Generator<BufferEvent> {
  const { catalogue, days } = archiveOf(source);
  for (const place of placesIn(days.buffering(window), window, quiet)) {
    yield eventAt(place, catalogue.uids);
  }
}

/** Every change of quality in `[from, to)`, one by one, in no order: as `viewings` is for viewings. */
export function* qualityEvents(source: Source, window: Window, quiet: readonly Window[] = []): Generator<QualityEvent> {
  const { catalogue, days } = archiveOf(source);
  for (const place of placesIn(days.qualityChanges(window), window, quiet)) {
    const qualityResolution = QUALITIES[place.columns.quality[place.row]];
    yield { ...eventAt(place, catalogue.uids), qualityResolution };
  }
}

function eventAt({ columns, row, time }: Place<'video' | 'country' | 'player'>, uids: readonly string[]): BufferEvent {
  const { type, os, browser } = DEVICES[columns.player[row]];
  return {
    time,
    uid: uids[columns.video[row]],
    clientCountryName: COUNTRIES[columns.country[row]].code,
    deviceType: type,
    deviceOs: os,
    deviceBrowser: browser,
  };
}
