import { archiveOf } from './archive';
import { bytewise } from './bytewise';
import { CYCLE_DAYS, type Catalogue, type Source } from './catalogue';
import { DAY_MS, HOUR_MS } from './day';
import { hash } from './random';

/** A video as the account's library has it. */
export interface Video {
  readonly uid: string;
  /** Absent where it has none. */
  readonly name?: string;
  readonly creator?: string;
  /** uid of the live input that it is a recording of. */
  readonly liveInput?: string;
  /** ms since the epoch. Several videos may share it. */
  readonly created: number;
  readonly state: 'ready' | 'pendingupload' | 'inprogress' | 'error';
  /** Seconds, or -1 where it is not known yet. */
  readonly duration: number;
  /** Bytes. */
  readonly size: number;
}

/** Names that labels and legends must carry through unharmed. */
const AWKWARD_NAMES = ['{{uid}}', '$__all', 'Zoë’s “talk”', '<b>bold</b>', '𝄞', ' spaces ', '100% {a="b"}', 'a,b;c|d'];

const FIRST = Date.parse('2024-01-01T00:00:00Z');
const SPAN_MINUTES = 600 * 24 * 60;

/** Of each catalogue the last that was asked for. */
const libraries = new WeakMap<Catalogue, { readonly day: number; readonly videos: readonly Video[] }>();

/**
 * Every video that the account has at a time, by `created` and then uid. Some that were watched are deleted and not here;
 * some that are here were never watched. The same all through a UTC day.
 */
export function library(source: Source, now: number): readonly Video[] {
  const { catalogue } = archiveOf(source);
  const day = Math.floor(now / DAY_MS);
  const known = libraries.get(catalogue);
  if (known?.day === day) {
    return known.videos;
  }
  const watched = catalogue.uids.flatMap((_, video) =>
    hash(source.seed, 20, video) % 16 === 0 ? [] : [made(source.seed, catalogue, video, day)]
  );
  const unwatched = Array.from({ length: Math.ceil(source.videos / 10) }, (_, n) => fresh(source.seed, n));
  const videos = [...watched, ...unwatched].sort((a, b) => a.created - b.created || bytewise(a.uid, b.uid));
  libraries.set(catalogue, { day, videos });
  return videos;
}

function made(seed: number, catalogue: Catalogue, video: number, day: number): Video {
  const creator = catalogue.creators[catalogue.creatorOf[video]];
  const duration = catalogue.lengthMinutes[video] * 60 - (hash(seed, 21, video) % 600) / 10;
  const input = catalogue.inputOf[video];
  return {
    uid: catalogue.uids[video],
    name: nameOf(seed, video),
    ...(creator !== '' && { creator }),
    ...(input > 0 && { liveInput: catalogue.inputs[input - 1] }),
    created: catalogue.releaseDay[video] < 0 ? createdAt(seed, video) : uploadedAt(seed, catalogue, video, day),
    state: 'ready',
    duration,
    size: Math.round(duration * 350_000),
  };
}

/** A video that is not ready, so that nobody could watch it. */
function fresh(seed: number, n: number): Video {
  const states = ['pendingupload', 'inprogress', 'error'] as const;
  const uid = [0, 1, 2, 3].map((part) => hash(seed, 22, n, part).toString(16).padStart(8, '0')).join('');
  return {
    uid,
    name: `Upload ${n + 1}`,
    created: createdAt(seed, -1 - n),
    state: states[n % 3],
    duration: -1,
    size: 0,
  };
}

function nameOf(seed: number, video: number): string | undefined {
  const kind = hash(seed, 23, video) % 24;
  return kind < 3 ? undefined : kind < 5 ? AWKWARD_NAMES[video % AWKWARD_NAMES.length] : `Episode ${video + 1}`;
}

/** A fifth was uploaded in bulk: at one of a few moments. */
function createdAt(seed: number, video: number): number {
  const minute = hash(seed, 24, video) % SPAN_MINUTES;
  const isBulk = hash(seed, 25, video) % 5 === 0;
  return FIRST + (isBulk ? (minute % 7) * 86_400_000 : minute * 60_000 + (hash(seed, 26, video) % 60_000));
}

/** What is released is uploaded by day, the day before, each time anew: so some videos are young, whenever now is. */
function uploadedAt(seed: number, { releaseDay }: Catalogue, video: number, day: number): number {
  const age = (day - releaseDay[video] + CYCLE_DAYS) % CYCLE_DAYS;
  return (day - age - 1) * DAY_MS + 8 * HOUR_MS + (hash(seed, 28, video) % (10 * HOUR_MS));
}
