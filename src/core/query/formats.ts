import { DATASETS } from '../catalogue/catalogue';
import type { Dataset } from '../catalogue/dataset';
import type { Format } from './query';

/** The formats of a dataset, its default first. A dataset that does not exist has those of groups. */
export const formatsOf = (dataset: Dataset | undefined): readonly [Format, ...Format[]] =>
  dataset?.events ? ['logs', 'table'] : ['timeSeries', 'table'];

/** Why a dataset does not have a format: numbers and single events are in different datasets. The message names the other dataset. */
export function formatProblem(format: Format, dataset: Dataset): string | undefined {
  if (formatsOf(dataset).includes(format)) {
    return undefined;
  }
  const other = dataset.events?.countedBy ?? Object.values(DATASETS).find((each) => each.events)?.name;
  return dataset.events
    ? `${format} needs numbers, and ${dataset.name} has single events: choose ${formatsOf(dataset).join(' or ')}, or for numbers over time the dataset ${other}.`
    : `${format} are single events, and ${dataset.name} has numbers: choose the dataset ${other}.`;
}
