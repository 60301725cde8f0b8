import type { DataQuery } from '@grafana/schema';
import type { StreamQuery } from '../core';

/** A query as Grafana stores it: only the dataset is needed, the core has defaults for the rest. */
export type SavedQuery = DataQuery & Partial<StreamQuery>;
