import { lookUp } from '../src/core/names/lookup';
import type { RestAsk } from '../src/core/seam';
import { archiveOf } from '../simulator/archive';
import type { Source } from '../simulator/catalogue';

/**
 * Asks for the names of all that a simulator has. Once they are answered the backend knows every name: then no answer depends on
 * how busy the machine is, for numbers wait for names that are not known yet, but not for long.
 */
export const allNames = (source: Source): RestAsk[] =>
  lookUp({ video: archiveOf(source).catalogue.uids, liveInput: [] }).asks.map((ask) => ({
    ...ask,
    patienceMs: 30_000,
  }));
