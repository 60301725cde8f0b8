import { DATASETS } from '../catalogue/catalogue';
import { fieldOf } from '../catalogue/dataset';
import { conditionsIn } from '../query/conditions';
import { parse } from '../query/parse';
import type { StreamQuery } from '../query/query';
import { defaultQuery } from '../query/withDataset';

/**
 * The log volume of a query for logs: how many there are over time, by their kind.
 *
 * @param saved without variables
 * @returns undefined for a query that is none for logs, or is wrong, or filters by what the counting dataset has not: the volume
 *   would be that of other events
 */
export function logVolume(saved: unknown): StreamQuery | undefined {
  const parsed = parse(saved);
  if (!('dataset' in parsed) || parsed.query.format !== 'logs' || parsed.dataset.events === undefined) {
    return undefined;
  }
  const { filters, timezone } = parsed.query;
  const dataset = DATASETS[parsed.dataset.events.countedBy];
  return filters.flatMap(conditionsIn).every(({ field }) => fieldOf(dataset, field) !== undefined)
    ? {
        ...defaultQuery,
        dataset: dataset.name,
        metrics: ['count'],
        groupBy: ['eventCode'],
        filters,
        orderBy: [],
        limit: undefined,
        // One frame a series: Grafana's log volume looks at the first number of each.
        gaps: 'none',
        ...(timezone === undefined ? {} : { timezone }),
      }
    : undefined;
}
