import { answerApi, type Api } from './api';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import type { Control } from './control';
import { makeDimensions } from './dimensions';
import type { Incoming, Outgoing } from './exchange';
import { makeFaults } from './faults';
import type { Limits } from './limits';
import { DEFAULTS, type Given, type Options } from './options';
import { makeQuiet } from './quiet';
import { makeCallLimit, makeRateLimit } from './rateLimit';
import { makeSampling } from './sampling';
import { makeSchema } from './schema';
import { makeStats } from './stats';
import { makeTroubles, troubled } from './troubles';

/** The simulated API without a server: what would be late, or no answer at all, is said of an answer and not done. */
export interface Simulation extends Control {
  /** What `viewings` needs for the same data. */
  readonly source: Source;
  answer(incoming: Incoming): Outgoing;
  /** Gives the account another plan, which its settings node tells from now on; of `maxNodes` it says nothing. */
  limit(limits: Partial<Limits & Pick<Options, 'maxNodes'>>): void;
}

export function makeSimulation(given: Given = {}): Simulation {
  const options: Options = { ...DEFAULTS, ...given, limits: { ...DEFAULTS.limits, ...given.limits } };
  const source: Source = { seed: options.seed, videos: options.videos };
  const troubles = makeTroubles();
  const archive = troubled(archiveOf(source), troubles.all);
  const control = { faults: makeFaults(options.seed), quiet: makeQuiet(), troubles, stats: makeStats() };
  const world = {
    ...options,
    archive,
    dimensions: makeDimensions(archive.catalogue),
    quiet: control.quiet.spans,
    sampling: makeSampling(options.sampledBeyond),
  };
  const api: Api = {
    options,
    schema: makeSchema(),
    source,
    world,
    rateLimit: makeRateLimit(options.budget, options.now),
    callLimit: makeCallLimit(options.callBudget, options.now),
    faults: control.faults,
    troubles,
    counters: control.stats.counters,
  };
  return {
    ...control,
    source,
    answer: (incoming) => answerApi(api, incoming),
    limit({ maxNodes = world.maxNodes, ...limits }) {
      Object.assign(world, { maxNodes, limits: { ...world.limits, ...limits } });
    },
  };
}
