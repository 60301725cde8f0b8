import type { DataQuery } from '@grafana/schema';
import type { StreamQuery } from '../core';

/**
 * A query as Grafana stores it: only the dataset is needed, the core has defaults for the rest. A limit and a price
 * are text where they hold a variable. `graphql` belongs to the dataset `graphql`.
 */
export type SavedQuery = DataQuery &
  Omit<Partial<StreamQuery>, 'limit' | 'price'> & {
    readonly limit?: number | string;
    readonly price?: number | string;
    readonly graphql?: string;
  };
