import { bytewise } from './bytewise';
import { DATASETS, metricsOf, NOT_ENABLED, type Dataset } from './datasets';
import type { Limits } from './limits';

type Settings = Limits & { readonly enabled: boolean; readonly availableFields: readonly string[] };

/** The settings node: by dataset, whether it may be queried and within which limits. */
export const settings = (limits: Limits): Record<string, Settings> =>
  Object.fromEntries([
    ...DATASETS.map((dataset) => [
      dataset.name,
      { ...limits, enabled: true, availableFields: availableFields(dataset) },
    ]),
    ...NOT_ENABLED.map((name) => [name, { ...limits, enabled: false, availableFields: [] }]),
  ]);

/** Nested names joined by `_`; whether the API writes dimensions so is not documented. */
const availableFields = (dataset: Dataset): string[] =>
  [
    ...metricsOf(dataset),
    ...Object.keys(dataset.dimensions).map((name) => `dimensions_${name}`),
    ...['count', 'level', ...dataset.confidentSum.map((field) => `sum_${field}`)].map((name) => `confidence_${name}`),
  ].sort(bytewise);
