import type { Context } from '../core';
import type { LimitsAnswer } from './gateway';

/**
 * Asks for the limits once and shares the answer among all that want it. Where there is none, the core's documented limits
 * hold for now and the next caller asks again; what is wrong the queries themselves will say.
 */
export function sharedLimits(ask: () => Promise<LimitsAnswer>): () => Promise<Context['limits']> {
  let known: Promise<Context['limits']> | undefined;
  const forget = () => {
    known = undefined;
    return {};
  };
  return () => (known ??= ask().then(({ limits, refusal }) => (refusal ? forget() : limits), forget));
}
