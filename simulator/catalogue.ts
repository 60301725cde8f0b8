import { bytewise } from './bytewise';
import { INPUTS, makeInputUids } from './inputs';
import { draws, hash } from './random';

/** Everything the data depend on besides time. */
export interface Source {
  readonly seed: number;
  readonly videos: number;
}

/** The account's videos and live inputs. Every array but `creators` and `inputs` is indexed by video. */
export interface Catalogue {
  /** Bytewise ascending, so that an index orders as its uid does. */
  readonly uids: readonly string[];
  /** Bytewise ascending, distinct; the first is "": a video without a creator. */
  readonly creators: readonly string[];
  /** Index into `creators`. */
  readonly creatorOf: Uint16Array;
  /** Lasting share of the audience, before normalising. */
  readonly weight: Float64Array;
  /** Day of its cycle on which a video is released; -1 for one that is always there. */
  readonly releaseDay: Int16Array;
  /** 1 for a live channel, whose recordings are watched as well. */
  readonly live: Uint8Array;
  readonly lengthMinutes: Uint8Array;
  /** Bytewise ascending. */
  readonly inputs: readonly string[];
  /** The live input of a live channel, an index into `inputs` plus one; 0 for a video that never was live. */
  readonly inputOf: Uint8Array;
}

/**
 * A released video is there for the first days of each cycle and then withdrawn, and comes back under the same uid. So
 * any 90 days hold releases, whenever now is, and no list of videos grows with time.
 */
export const CYCLE_DAYS = 120;

/** Names that queries and labels must carry through unharmed. They own few videos. */
const AWKWARD_CREATORS = ['100%', 'Zoë & Søn', 'quote"back\\slash', '{{uid}}', '{a="b"}', '𝄞 music'];

const QUIET_SHARE = 0.1;
const RELEASED_SHARE = 0.35;
const LIVE_SHARE = 0.15;

export function makeCatalogue({ seed, videos }: Source): Catalogue {
  const uids = Array.from({ length: videos }, (_, video) => makeUid(seed, video)).sort(bytewise);
  const named = ['', ...plainCreators(videos), ...AWKWARD_CREATORS];
  const creators = [...named].sort(bytewise);
  const byVideos = named.map((creator) => creators.indexOf(creator));
  const ranks = shuffled(videos, draws(hash(seed, 1)));
  const draw = draws(hash(seed, 2));
  const catalogue: Catalogue = {
    uids,
    creators,
    creatorOf: new Uint16Array(videos),
    weight: new Float64Array(videos),
    releaseDay: new Int16Array(videos),
    live: new Uint8Array(videos),
    lengthMinutes: new Uint8Array(videos),
    inputs: makeInputUids(seed),
    inputOf: new Uint8Array(videos),
  };
  for (let video = 0; video < videos; video++) {
    // Squared, so that some creators own many videos; the first, which is "", owns the most.
    catalogue.creatorOf[video] = byVideos[Math.floor(draw() ** 2 * creators.length)];
    const quiet = draw() < QUIET_SHARE;
    // Zipf's law; the head is cut a little, because no single video has a tenth of the minutes.
    catalogue.weight[video] = quiet ? 1e-5 : 1 / (ranks[video] + 4);
    catalogue.releaseDay[video] = draw() < RELEASED_SHARE ? Math.floor(draw() * CYCLE_DAYS) : -1;
    catalogue.live[video] = draw() < LIVE_SHARE ? 1 : 0;
    catalogue.lengthMinutes[video] = 2 + Math.floor(draw() ** 3 * 150);
    catalogue.inputOf[video] = catalogue.live[video] * (1 + (hash(seed, 8, video) % INPUTS.length));
  }
  return catalogue;
}

/** 32 hexadecimal digits; one in sixteen is of another length or not hexadecimal, as in Cloudflare's own examples. */
function makeUid(seed: number, video: number): string {
  const hex = [0, 1, 2, 3, 4].map((part) => hash(seed, 3, video, part).toString(16).padStart(8, '0')).join('');
  switch (hash(seed, 4, video) % 48) {
    case 0:
      return hex.slice(0, 30);
    case 1:
      return `${hex.slice(0, 25)}s${hex.slice(25, 32)}`;
    case 2:
      return hex.slice(0, 34);
    default:
      return hex.slice(0, 32);
  }
}

const plainCreators = (videos: number): string[] =>
  Array.from({ length: Math.ceil(videos / 8) }, (_, n) => `creator-${String(n + 1).padStart(4, '0')}`);

function shuffled(length: number, draw: () => number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(draw() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
