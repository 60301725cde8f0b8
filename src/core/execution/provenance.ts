import { classify } from '../classify';
import { inWords } from '../limits';
import type { Caller, Notice, Reply, Stale, Stats } from '../seam';
import { toWords } from '../time/instant';
import { MINUTE } from '../time/units';

/** Where the answers to an execution's asks came from. */
export interface Provenance extends Pick<Stats, 'upstreamQueries' | 'fromMemory' | 'budgetLeft'> {
  /** Of the answers that could not be had anew, the oldest, and the earliest end of what is known. */
  readonly stale?: Stale & Pick<Reply, 'id'>;
}

export const UNHEARD: Provenance = { upstreamQueries: 0, fromMemory: 0 };

/** An alert rule never gets an old answer. It gets the refusal that made the gateway fall back on one. */
export const forCaller = (reply: Reply, caller: Caller): Reply =>
  caller === 'alert' && reply.stale
    ? { ...reply, table: undefined, stale: undefined, refusal: reply.stale.refusal }
    : reply;

/** What is known once another reply was heard; in whatever order they come, all of them make the same. */
export function withReply({ upstreamQueries, fromMemory, budgetLeft, stale }: Provenance, reply: Reply): Provenance {
  const { id, queries = 1, table } = reply;
  const left = Math.min(budgetLeft ?? Infinity, reply.budgetLeft ?? Infinity);
  return {
    upstreamQueries: upstreamQueries + queries,
    fromMemory: fromMemory + (table && queries === 0 ? 1 : 0),
    ...(left < Infinity && { budgetLeft: left }),
    stale: reply.stale ? older({ id, ...reply.stale }, stale) : stale,
  };
}

function older(one: Stale & Pick<Reply, 'id'>, other: Provenance['stale']): Provenance['stale'] {
  if (other === undefined) {
    return one;
  }
  const isFirst = one.ageMs === other.ageMs ? one.id < other.id : one.ageMs > other.ageMs;
  const until = Math.min(one.until ?? Infinity, other.until ?? Infinity);
  return { ...(isFirst ? one : other), until: until === Infinity ? undefined : until };
}

/** One notice for all parts of an answer: how old it is, and why there is nothing newer. */
export function staleNotices({ stale }: Provenance): Notice[] {
  if (stale === undefined) {
    return [];
  }
  const why = classify(stale.refusal).message.replace(/\.?$/, '.');
  const missing = stale.until === undefined ? '' : ` Nothing is known from ${toWords(stale.until)} on.`;
  const text = `Cloudflare could not be asked: ${why} What is shown was known ${ago(stale.ageMs)}.${missing}`;
  return [{ severity: 'warning', text }];
}

const ago = (ms: number): string =>
  ms < MINUTE ? 'less than a minute ago' : `${inWords(Math.floor(ms / MINUTE) * MINUTE)} ago`;
