import * as v from 'valibot';
import { narrowing } from '../query/all';
import { filterProblems, named } from '../query/fieldProblems';
import type { Problem } from '../query/query';
import { filters, groupBy, limit, orderBy, text, toProblem, unknownKeys, version } from '../query/schemas';
import { metricsOf, type Source, type SourceQuery } from './source';

export interface ParsedSource {
  readonly source: Source;
  readonly query: SourceQuery;
  readonly unknown: readonly string[];
}

const schema = v.object({
  version,
  dataset: text,
  format: v.optional(v.literal('table', 'What is there now has no time series: choose the format "table".'), 'table'),
  metrics: v.optional(v.array(text, 'metrics are a list, such as ["liveViewers"].'), []),
  groupBy,
  filters,
  orderBy,
  limit: v.nullish(limit),
  /** Hosts give one to every query; what is there now has no days. */
  timezone: v.nullish(text),
});

/** Reads the query of a source, with its variables in their places. */
export function parseSource(
  saved: Readonly<Record<string, unknown>>,
  source: Source
): ParsedSource | { readonly problems: readonly Problem[] } {
  const shaped = v.safeParse(schema, saved);
  if (!shaped.success) {
    return { problems: shaped.issues.map(toProblem) };
  }
  const { limit: most, ...rest } = shaped.output;
  const given: SourceQuery = { ...rest, ...(most == null ? {} : { limit: most }) };
  const query = { ...given, filters: narrowing(given.filters) };
  const problems = problemsWith(given, source);
  const refused = problems.length === 0 ? source.refuses?.(query) : undefined;
  const found = refused ? [refused] : problems;
  return found.length > 0 ? { problems: found } : { source, query, unknown: unknownKeys(saved, schema.entries) };
}

function problemsWith(query: SourceQuery, source: Source): Problem[] {
  const found: Problem[] = [];
  const add = (path: string, message: string) => found.push({ path, message });
  const { name, splits } = source;
  const grouping = splits.length === 0 ? `possible: ${name} cannot be grouped` : `what ${name} can be grouped by:`;
  const metrics = metricsOf(source, query);
  const choice = metrics.length === 0 ? `possible: ${name} is no source of numbers` : `a number of ${name}, which has`;
  named(query.metrics, 'metrics', metrics, choice, add);
  named(query.groupBy, 'groupBy', splits, grouping, add);
  query.filters.forEach((each, index) => filterProblems(each, `filters[${index}]`, source, 1, add));
  named(
    query.orderBy.map(({ field }) => field),
    'orderBy',
    source.shows(query).map((column) => column.name),
    'among what this query shows:',
    (path, message) => add(`${path}.field`, message)
  );
  return found;
}
