import type { Dataset, Fields } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import { infos } from '../notice';
import type { StreamQuery } from '../query/query';
import { join } from '../query/words';
import type { Source, SourceQuery } from '../rest/source';
import type { Drilldown, Notice } from '../seam';
import { applied, labelOfKey } from './apply';
import { fieldOfKey } from './drilldown';

type Drillable = Pick<StreamQuery, 'filters' | 'groupBy'>;

/**
 * A query with the dashboard's filters and groups, in its dataset's own names. A field that the dataset does not have is left out, with a
 * notice. A filter that cannot be asked although the dataset has the field is a failure, because the numbers would not be those that the
 * dashboard claims to show.
 */
export function drilled<Query extends Drillable>(
  query: Query,
  fields: Dataset | Source,
  { filters, groupBy }: Drilldown
): { readonly query: Query; readonly notices: readonly Notice[] } | Failure {
  const { filters: added, foreign, problems } = applied(filters, fields);
  if (problems.length > 0) {
    return failure('user', problems.join(' '));
  }
  const groups = groupBy.map((key) => ({ key, name: groupOf(key, fields) }));
  const names = groups.flatMap(({ name }) => (name === undefined || query.groupBy.includes(name) ? [] : [name]));
  const ungrouped = groups.filter(({ name }) => name === undefined).map(({ key }) => key);
  return {
    query: { ...query, filters: [...query.filters, ...added], groupBy: [...query.groupBy, ...new Set(names)] },
    notices: [...leftOut('filtered', foreign, fields), ...leftOut('grouped', ungrouped, fields)],
  };
}

/** The same for a source, which cannot be filtered by everything that it has. */
export function drilledSource(
  query: SourceQuery,
  source: Source,
  drilldown: Drilldown
): ReturnType<typeof drilled<SourceQuery>> {
  const found = drilled(query, source, drilldown);
  const refused = 'class' in found ? undefined : source.refuses?.(found.query);
  return refused ? failure('user', `With the dashboard's filters: ${refused.message}`) : found;
}

/** The field that a query of the dataset is grouped by for a key. */
export function groupOf(key: string, fields: Dataset | Source): string | undefined {
  const name = fieldOfKey(key, fields)?.name;
  const possible =
    'columns' in fields ? fields.splits : fields.events ? [] : fields.dimensions.map((each) => each.name);
  return name !== undefined && possible.includes(name) ? name : undefined;
}

const leftOut = (done: string, keys: readonly string[], { label }: Fields): Notice[] =>
  infos([keys.length > 0 && `Not ${done} by ${join(keys.map(labelOfKey))}, which "${label}" does not have.`]);

/** What is said of a query that is written in GraphQL, into which nothing is put. */
export function undrilled({ filters, groupBy }: Drilldown): Notice[] {
  const keys = [...new Set([...filters.map(({ key }) => key), ...groupBy])];
  return infos([
    keys.length > 0 &&
      `The dashboard's filters and groups (${keys.map(labelOfKey).join(', ')}) are not put into GraphQL of your own.`,
  ]);
}
