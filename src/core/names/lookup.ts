import type { Dimension, Subject } from '../catalogue/dataset';
import { infos } from '../notice';
import { call } from '../rest/call';
import { isId, MOST_IDS, type EndpointName } from '../rest/endpoints';
import { classifyRest } from '../rest/refusal';
import { rowsOf } from '../rest/rows';
import type { Caller, Notice, Reply, RestAsk } from '../seam';

/**
 * A lookup finds the names of videos and live inputs by their IDs, in one round of asks:
 *
 *   const begun = lookUp({ video: uids, liveInput: [] });   its asks go to the gateway; without any there is nothing to find
 *   const heard = hear(begun, replies);                     once or several times, until isOver(heard)
 *   nameOf(namesIn(heard), 'video', uid);                   the ID, where no name is known
 *
 * It cannot fail: what is refused, or does not come in time, goes by its ID.
 */
export interface Lookup {
  readonly asks: readonly RestAsk[];
  /** By the id of their ask. */
  readonly heard: ReadonlyMap<string, Reply>;
  /** Whether there are more IDs than are asked for. */
  readonly cut: boolean;
}

/** What has a name besides its ID. A creator's ID is what people called the creator. */
export type Named = Extract<Subject, 'video' | 'liveInput'>;

/** What the values of a dimension are IDs of; undefined where they are no IDs. */
export const namedBy = ({ subject }: Pick<Dimension, 'subject'>): Named | undefined =>
  subject === 'video' || subject === 'liveInput' ? subject : undefined;

export type Ids = Readonly<Record<Named, readonly string[]>>;

/** By ID. What has no name, or is not there any more, is not in it. */
export type Names = Readonly<Record<Named, ReadonlyMap<string, string>>>;

/** IDs of one kind that are asked for at most, the first ones: ten calls. A chart has fewer series, and few read more rows. */
export const MOST_NAMED = 500;

/** How long numbers wait for their names. The gateway remembers names, so that mostly there is no wait. */
const PATIENCE_MS = 1500;

/**
 * Begins to look names up.
 *
 * @param ids in the order in which they are shown; what comes again, and what can be no ID, is left out
 */
export function lookUp(ids: Ids): Lookup {
  const videos = distinct(ids.video);
  const inputs = distinct(ids.liveInput);
  const asked = { video: videos.slice(0, MOST_NAMED), liveInput: inputs.slice(0, MOST_NAMED) };
  return {
    asks: [
      ...asksFor('videoNames', asked.video),
      // What analytics call a video may be the live input that was watched.
      ...asksFor('liveInputNames', distinct([...asked.liveInput, ...asked.video])),
    ],
    heard: new Map(),
    cut: videos.length > MOST_NAMED || inputs.length > MOST_NAMED,
  };
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].filter(isId);

const asksFor = (endpoint: EndpointName, ids: readonly string[]): RestAsk[] =>
  Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, n) => ({
    ...call(`${endpoint}-${String(n).padStart(2, '0')}`, endpoint, {
      id: ids.slice(n * MOST_IDS, (n + 1) * MOST_IDS).join(','),
    }),
    purpose: 'names',
    patienceMs: PATIENCE_MS,
  }));

/** Whether a reply is to an open ask of this lookup. */
export const awaits = ({ asks, heard }: Lookup, id: string): boolean =>
  !heard.has(id) && asks.some((each) => each.id === id);

/** Takes replies in, in any order. One that nothing waits for changes nothing. */
export function hear(lookup: Lookup, replies: readonly Reply[]): Lookup {
  const heard = new Map(lookup.heard);
  for (const reply of replies) {
    if (awaits({ ...lookup, heard }, reply.id)) {
      heard.set(reply.id, reply);
    }
  }
  return { ...lookup, heard };
}

export const isOver = ({ asks, heard }: Lookup): boolean => heard.size === asks.length;

/** What was found. */
export function namesIn({ asks, heard }: Lookup): Names {
  const found = (endpoint: EndpointName) =>
    asks.flatMap(({ id, rest }) => (rest.endpoint === endpoint ? named(heard.get(id)) : []));
  const inputs = found('liveInputNames');
  return { video: new Map([...inputs, ...found('videoNames')]), liveInput: new Map(inputs) };
}

const FIELDS = { uid: 'uid', name: 'meta.name' };

const named = (reply: Reply | undefined): Array<[string, string]> =>
  reply?.table === undefined
    ? []
    : rowsOf(reply.table, FIELDS).flatMap(({ uid, name }): Array<[string, string]> =>
        String(name).trim() === '' ? [] : [[String(uid), String(name)]]
      );

/** The name of an ID, or the ID. */
export const nameOf = (names: Names, what: Named, id: string): string => names[what].get(id) ?? id;

/** Why some go by their ID: what a reader sees of it and can change. */
export function lookupNotices({ cut, heard }: Lookup, caller: Caller): Notice[] {
  const refusals = [...heard.values()].flatMap(({ refusal }) => (refusal ? [classifyRest(refusal)] : []));
  const forbidden = refusals.find((found) => found.class === 'permission');
  return infos([
    cut && `The first ${MOST_NAMED} are shown with their names, the others with their IDs alone.`,
    // A panel would say so for ever, to people who cannot change it.
    caller === 'explore' && forbidden && `Names are not shown. ${forbidden.message}`,
  ]);
}
