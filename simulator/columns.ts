import { bytewise } from './bytewise';
import type { Catalogue } from './catalogue';
import { COUNTRIES } from './countries';
import { MEDIA_TYPES } from './day';
import { DEVICES, type Device } from './devices';

/** A dimension of text as codes: the value of row `i` of a day is `dictionary[codes[day[column][i]]]`. */
export interface TextColumn {
  readonly column: 'video' | 'country' | 'mediaType' | 'player';
  readonly codes: ArrayLike<number>;
  /** Distinct and bytewise ascending, so that codes order as the texts do. */
  readonly dictionary: readonly string[];
}

/** Every dimension of text of every dataset, by name. */
export function textColumns({ uids, creators, creatorOf }: Catalogue): Readonly<Record<string, TextColumn>> {
  const direct = (column: TextColumn['column'], dictionary: readonly string[]): TextColumn => ({
    column,
    codes: dictionary.map((_, code) => code),
    dictionary,
  });
  return {
    uid: direct('video', uids),
    creator: { column: 'video', codes: creatorOf, dictionary: creators },
    clientCountryName: direct(
      'country',
      COUNTRIES.map(({ code }) => code)
    ),
    mediaType: direct('mediaType', MEDIA_TYPES),
    deviceType: deviceColumn(({ type }) => type),
    deviceOs: deviceColumn(({ os }) => os),
    deviceBrowser: deviceColumn(({ browser }) => browser),
  };
}

function deviceColumn(read: (device: Device) => string): TextColumn {
  const dictionary = [...new Set(DEVICES.map(read))].sort(bytewise);
  return { column: 'player', codes: DEVICES.map((device) => dictionary.indexOf(read(device))), dictionary };
}

/** The numbers that a dataset adds up, as columns of a day. */
export interface NumberColumns {
  /** 1 for every row where absent. */
  readonly count?: 'starts';
  readonly sum: 'minutes' | 'playerMinutes';
  /** Whether only viewings in Stream Player belong to the dataset. */
  readonly streamPlayerOnly: boolean;
}

/** By dataset. */
export const NUMBERS: Readonly<Record<string, NumberColumns>> = {
  streamMinutesViewedAdaptiveGroups: { sum: 'minutes', streamPlayerOnly: false },
  videoPlaybackEventsAdaptiveGroups: { count: 'starts', sum: 'playerMinutes', streamPlayerOnly: true },
};
