import { fieldsOf, fieldThere, filtersThere, metricThere } from './counterparts';
import { conditionsIn } from './conditions';
import type { StreamQuery } from './query';
import { labelOf, lower } from './words';

/** A sentence that names the parts of a query which another dataset or source does not have; empty where everything is kept. */
export function leftBehind(
  { dataset, metrics, groupBy, filters }: Pick<StreamQuery, 'dataset' | 'metrics' | 'groupBy' | 'filters'>,
  name: string
): string {
  const from = fieldsOf(dataset);
  const to = fieldsOf(name);
  if (from === undefined || to === undefined) {
    return '';
  }
  const conditions = filters.flatMap(conditionsIn).filter((each) => filtersThere([each], from, to).length === 0);
  const gone = [
    ...metrics.filter((each) => !metricThere(each, from, to)).map((each) => [each, 'metric']),
    ...groupBy.filter((each) => !fieldThere(each, from, to)).map((each) => [each, 'group by']),
    ...[...new Set(conditions.map(({ field }) => field))].map((each) => [each, 'filter']),
  ].map(([field, what]) => `${lower(labelOf(from, field))} (${what})`);
  return gone.length === 0 ? '' : `Left out, since "${to.label}" does not have it: ${gone.join(', ')}.`;
}
