import { DATASETS, defaultQuery, LIST_PRICE, RAW, rawText, readDocument } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import { type Edited, edited, grafanas, moved } from './edited';

/** The query as text to go on from: the same rows, with what the builder makes of them left out. */
export function asGraphql(query: Edited): SavedQuery {
  const known = DATASETS[query.dataset] === undefined ? edited({ ...query, ...defaultQuery }) : query;
  const limit = typeof known.limit === 'number' ? known.limit : undefined;
  const { format, legend } = known;
  return {
    ...grafanas(query),
    version: 1,
    dataset: RAW,
    format,
    graphql: rawText({ ...known, limit, price: LIST_PRICE }),
    legend,
  };
}

/** A text cannot become choices again: its dataset is kept, the rest begins anew. */
export function asBuilder(query: SavedQuery): SavedQuery {
  const document = readDocument(query.graphql ?? '');
  const begun = edited({ ...grafanas(query), ...defaultQuery, format: query.format ?? 'timeSeries' });
  return 'mistakes' in document ? begun : moved(begun, document.dataset.name);
}
