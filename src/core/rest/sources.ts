import { budget } from './budget';
import { limits } from './limits';
import { liveInputs } from './liveInputs';
import { liveViewers } from './liveViewers';
import type { Source } from './source';
import { storage } from './storage';
import { videos } from './videos';

/** Every source, in the order of the editor. */
export const SOURCES: readonly Source[] = [videos, liveInputs, storage, liveViewers, limits, budget];

/** The source of a saved query's `dataset`; undefined where that is no source. */
export const sourceOf = (dataset: unknown): Source | undefined => SOURCES.find(({ name }) => name === dataset);
