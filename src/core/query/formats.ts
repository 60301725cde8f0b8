import type { Dataset } from '../catalogue/dataset';
import type { Format } from './query';

/** The formats of a dataset, its default first. A dataset that does not exist has those of groups. */
export const formatsOf = (dataset: Dataset | undefined): readonly [Format, ...Format[]] =>
  dataset?.events ? ['logs', 'table'] : ['timeSeries', 'table'];
