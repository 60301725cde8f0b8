import { DATASETS } from './datasets';
import { availableFields, isEnabled } from './entitlement';
import type { Limits } from './limits';

type Settings = Limits & { readonly enabled: boolean; readonly availableFields: readonly string[] };

/** The settings node: by dataset, whether it may be queried, what of it, and within which limits. */
export const settings = (limits: Limits, withheld: readonly string[]): Record<string, Settings> =>
  Object.fromEntries(
    DATASETS.map((dataset) => [
      dataset.name,
      { ...limits, enabled: isEnabled(dataset, withheld), availableFields: availableFields(dataset, withheld) },
    ])
  );
