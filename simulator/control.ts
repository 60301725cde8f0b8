import { json, type Incoming, type Outgoing } from './exchange';
import { parseFaults, type Faults } from './faults';
import { parseSpan, type Quiet } from './quiet';
import type { Stats } from './stats';
import { parseTroubles, type Troubles } from './troubles';

export interface Control {
  readonly faults: Faults;
  readonly quiet: Quiet;
  readonly troubles: Troubles;
  readonly stats: Stats;
}

const DONE: Outgoing = { status: 204, body: '' };

/**
 * Answers a request to one of the simulator's own paths, which the API does not have; undefined for any other path.
 *
 *   GET /stats     counters               DELETE /stats   counts from nothing
 *   POST /faults   a list of faults       DELETE /faults  no more faults
 *   POST /troubles a list of troubles     DELETE /troubles  no more of them
 *   POST /quiet    { from, to } in ms     DELETE /quiet   everybody watches again
 */
export function answerControl(
  { faults, quiet, troubles, stats }: Control,
  { method, path, body }: Incoming
): Outgoing | undefined {
  const actions: Readonly<Record<string, () => Outgoing>> = {
    'GET /stats': () => json(200, stats.counters),
    'DELETE /stats': () => done(stats.reset()),
    'POST /faults': () => accept(parseFaults(parsed(body)), faults.add),
    'DELETE /faults': () => done(faults.clear()),
    'POST /troubles': () => accept(parseTroubles(parsed(body)), troubles.add),
    'DELETE /troubles': () => done(troubles.clear()),
    'POST /quiet': () => accept(parseSpan(parsed(body)), quiet.add),
    'DELETE /quiet': () => done(quiet.clear()),
  };
  return actions[`${method} ${path}`]?.();
}

const done = (_: void): Outgoing => DONE;

const accept = <T extends object>(value: T | string, take: (value: T) => void): Outgoing =>
  typeof value === 'string' ? json(400, { error: value }) : done(take(value));

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
