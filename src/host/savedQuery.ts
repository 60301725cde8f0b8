import type { DataQuery } from '@grafana/schema';
import type { StreamQuery } from '../core';

/**
 * A query as Grafana stores it: only the dataset is needed, the core has defaults for the rest. A limit is text where it holds
 * a variable. `graphql` belongs to the dataset `graphql`.
 */
export type SavedQuery = DataQuery &
  Omit<Partial<StreamQuery>, 'limit'> & { readonly limit?: number | string; readonly graphql?: string };
