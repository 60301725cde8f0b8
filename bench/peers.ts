import { makeSimulation } from '../simulator/simulation';
import { begin, DAY, HOUR, MINUTE, type GraphqlAsk, type Window } from '../src/core';
import { ACCOUNT } from '../tests/replay/stage';
import { intervalOf, POINTS, rangeOf } from '../tests/replay/viewers';
import type { Shown } from '../tests/replay/wall';
import { panelContext } from '../tests/panelContext';

/** One look at a panel, or one evaluation of a rule. */
export interface Look {
  readonly at: number;
  readonly shown: Shown;
}

/**
 * What others do, as clients of our own: their code is no package that could be run here. Each sends the queries that its
 * documentation and its code say it would (November 2026), to a simulation with the documented budget.
 *
 *   naive     every window of every panel at every refresh
 *   Infinity  one query a panel and refresh, whatever the range (grafana/grafana-infinity-datasource 3.11.1: no split, no memory)
 *   mrqs001   every window; an answer is kept for the exact range, and what is alike and open is asked once
 *             (mrqs001/grafana-cloudflare-analytics-datasource 0.2.1; it has no Stream, so this is what a Stream in it would do)
 */
export const PEERS: Readonly<Record<string, Client>> = {
  naive: { asks: windowsOf, remembers: false },
  Infinity: { asks: unsplit, remembers: false },
  mrqs001: { asks: windowsOf, remembers: true },
};

interface Client {
  readonly asks: (look: Look) => GraphqlAsk[];
  readonly remembers: boolean;
}

/** How many queries some looks take. */
export const queriesOf = ({ asks }: Client, looks: readonly Look[]): number =>
  looks.reduce((sum, look) => sum + asks(look).length, 0);

/** How many of the looks get all their answers within a number of queries in five minutes. */
export function answeredWithin(budget: number, { asks, remembers }: Client, looks: readonly Look[]): number {
  let time = 0;
  const { answer } = makeSimulation({ seed: 1, videos: 1, budget, now: () => time });
  const kept = new Set<string>();
  const ask = ({ document, variables }: GraphqlAsk): boolean => {
    const body = JSON.stringify({ query: document, variables: { ...variables, accountTag: ACCOUNT } });
    const request = { method: 'POST', path: '/client/v4/graphql', search: new URLSearchParams(), body };
    const isKnown = remembers && kept.has(body);
    const isAnswered = isKnown || answer({ ...request, headers: { authorization: 'Bearer any' } }).status === 200;
    if (isAnswered) {
      kept.add(body);
    }
    return isAnswered;
  };
  return looks.filter((look) => {
    time = look.at;
    return asks(look).map(ask).every(Boolean);
  }).length;
}

/** Longest window of the API. */
const LONGEST_MS = 31 * DAY;

/** The first round alone: of a ranked panel, the ranking without its series. */
function windowsOf(look: Look): GraphqlAsk[] {
  const { from, to } = reached(look);
  const edges = Array.from({ length: Math.ceil((to - from) / LONGEST_MS) }, (_, i) => from + i * LONGEST_MS);
  return edges.map((edge) => asked(look, edge, Math.min(edge + LONGEST_MS, to)));
}

function unsplit(look: Look): GraphqlAsk[] {
  const { from, to } = reached(look);
  return [asked(look, from, to)];
}

/** A look's range, as far as the API reaches back. */
function reached({ at, shown }: Look): Window {
  const { from, to } = rangeOf(shown, at);
  return { from: Math.max(from, at - 90 * DAY + MINUTE), to };
}

/** A panel's question over a window of its own: the range as it is, not taken to whole buckets. */
function asked({ at, shown }: Look, from: number, to: number): GraphqlAsk {
  const { asks } = begin(
    shown.query,
    panelContext({ from: at - HOUR, to: at }, { intervalMs: intervalOf(shown), maxDataPoints: POINTS })
  );
  const [ask] = asks as GraphqlAsk[];
  const write = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
  const filter = { datetime_geq: write(from), datetime_lt: write(to) };
  return { ...ask, variables: { ...ask.variables, filter } };
}
