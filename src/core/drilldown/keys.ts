import type { Dataset } from '../catalogue/dataset';
import type { Source } from '../rest/source';
import type { AdhocFilter, Result } from '../seam';
import { choicesOf, type Choice } from '../variable/choices';
import { mainMetric, type Offer } from '../variable/offer';
import { applied, EMPTY_VALUE } from './apply';
import { ALL_FIELDS, fieldOfKey, keyOf } from './drilldown';
import { groupOf } from './drilled';

/**
 * What Grafana offers to filter and group a dashboard by. `datasets` are the names of those in use; where none is known, all
 * datasets and sources count.
 */
export interface Key {
  readonly key: string;
  readonly label: string;
}

/** Every field of the datasets in use, each once. */
export function filterKeys(datasets: readonly string[]): Key[] {
  const keys = inUse(datasets).flatMap(({ dimensions }) =>
    dimensions.map((each): Key => ({ key: keyOf(each), label: each.label }))
  );
  return keys.filter(({ key }, index) => keys.findIndex((each) => each.key === key) === index);
}

/** Those that queries can be grouped by. */
export const groupKeys = (datasets: readonly string[]): Key[] =>
  filterKeys(datasets).filter(({ key }) => inUse(datasets).some((each) => groupOf(key, each) !== undefined));

/** Whether any of the datasets in use can be filtered by a key. */
export const isApplicable = (key: string, datasets: readonly string[]): boolean =>
  inUse(datasets).some((fields) => fieldOfKey(key, fields) !== undefined);

function inUse(datasets: readonly string[]): ReadonlyArray<Dataset | Source> {
  const found = ALL_FIELDS.filter(({ name }) => datasets.includes(name));
  return found.length > 0 ? found : ALL_FIELDS;
}

/** More than a variable has: what is typed is looked for in these alone. */
const MOST_VALUES = 1000;

/**
 * The values that a filter by a key may have: of a dataset in use rather than another, ranked by a number rather than tallied, and
 * under the other filters as far as that dataset has them.
 *
 * @returns undefined for a key that no dataset has
 */
export function keyOffer(key: string, filters: readonly AdhocFilter[], datasets: readonly string[]): Offer | undefined {
  const possible = [...inUse(datasets), ...ALL_FIELDS].filter((fields) => isApplicable(key, [fields.name]));
  const of = possible.find(mainMetric) ?? possible[0];
  const field = of && fieldOfKey(key, of)?.name;
  return field === undefined
    ? undefined
    : { of, field, filters: applied(filters, of).filters, search: '', limit: MOST_VALUES };
}

/** Those values in an answer, none of which is empty. */
export const keyValues = (offer: Offer, result: Pick<Result, 'frames'>): Choice[] =>
  choicesOf(offer, result).map(({ value, text }) => ({ value: value === '' ? EMPTY_VALUE : value, text }));
