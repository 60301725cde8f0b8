import type { Dimension } from '../catalogue/dataset';
import { lookUp, lookupNotices, namedBy, namesIn, type Named, type Names } from '../names/lookup';
import type { StreamQuery } from '../query/query';
import type { Notice } from '../seam';
import type { Execution, Step } from './execution';

/** A dimension that is shown, and its values in the order in which they are. */
export interface NamedColumn {
  readonly dimension: Dimension;
  readonly texts: () => readonly string[];
}

/**
 * The step that looks up names for what is complete; the result, where nothing has names or none are wanted. An alert rule has
 * none: the labels of an alert are its identity, and must not change with a name.
 */
export function withNames(
  execution: Execution,
  { names }: Pick<StreamQuery, 'names'>,
  columns: readonly NamedColumn[],
  show: (execution: Execution) => Step
): Step {
  const nameable = columns.filter(({ dimension }) => namedBy(dimension) !== undefined);
  if (!names || execution.context.caller === 'alert' || nameable.length === 0) {
    return show(execution);
  }
  const idsOf = (what: Named) =>
    nameable.flatMap(({ dimension, texts }) => (namedBy(dimension) === what ? texts() : []));
  const lookup = lookUp({ video: idsOf('video'), liveInput: idsOf('liveInput') });
  const next = { ...execution, lookup };
  return lookup.asks.length === 0 ? show(next) : { execution: next, asks: lookup.asks };
}

/** The names that were found; undefined where none are to be shown. */
export const namesOf = ({ lookup }: Execution): Names | undefined => lookup && namesIn(lookup);

export const nameNotices = ({ lookup, context }: Execution): Notice[] =>
  lookup ? lookupNotices(lookup, context.caller) : [];
