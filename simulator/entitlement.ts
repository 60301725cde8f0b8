import { bytewise } from './bytewise';
import { blockOf, type Dataset } from './datasets';
import { Refusal } from './refusal';
import type { World } from './world';

/**
 * What the account has access to. What is withheld from it is a list of datasets, and of fields as the settings name
 * them: `streamCMCDAdaptiveGroups`, `streamCMCDAdaptiveGroups.uniq_viewers`, `….dimensions_sessionId`.
 */
type Entitlement = Pick<World, 'account' | 'withheld'>;

export const isEnabled = ({ name }: Dataset, withheld: readonly string[]): boolean => !withheld.includes(name);

/** Nested names joined by `_`; whether the API writes dimensions so is not documented. */
export function availableFields(dataset: Dataset, withheld: readonly string[]): string[] {
  if (!isEnabled(dataset, withheld)) {
    return [];
  }
  const { name, dimensions, metrics, confident } = dataset;
  const fields = metrics
    ? [
        ...Object.keys(metrics),
        ...Object.keys(dimensions).map((dimension) => `dimensions_${dimension}`),
        ...['count', 'level', ...confident].map((field) => `confidence_${field}`),
      ]
    : Object.keys(dimensions);
  return fields.filter((field) => !withheld.includes(`${name}.${field}`)).sort(bytewise);
}

/**
 * Errors: throws the Refusal that the API gives for a dataset or a field that is withheld. A field's name is in small
 * letters there.
 *
 * @param used leaves, orders and fields of filters: `dimensions.uid`, `sum_minutesViewed`, `uid`
 */
export function requireAccess(dataset: Dataset, used: readonly string[], { account, withheld }: Entitlement): void {
  if (!isEnabled(dataset, withheld)) {
    throw new Refusal('entitlement', `account '${account}' does not have access to the path`);
  }
  for (const name of used) {
    const field = name in dataset.dimensions && dataset.metrics ? `dimensions_${name}` : name.replaceAll('.', '_');
    if (withheld.includes(`${dataset.name}.${field}`)) {
      const last = blockOf(field).field.toLowerCase();
      throw new Refusal(
        'entitlement',
        `account '${account}' does not have access to the field '${last}' from the path`
      );
    }
  }
}
