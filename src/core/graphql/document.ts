import { DATASETS } from '../catalogue/catalogue';
import { CONFIDENCE_LEVEL } from '../catalogue/confidence';
import { typeName, type Dataset } from '../catalogue/dataset';

/**
 * The document that asks one node for metrics by dimensions. Its text depends on nothing else: filter, limit and order are
 * variables, so that no value ever becomes GraphQL text. The gateway adds `accountTag`.
 *
 * @param metrics names as in the catalogue: `count`, `sum.minutesViewed`
 * @param dimensions names, the bucket's among them
 */
export const documentOf = (dataset: Dataset, metrics: readonly string[], dimensions: readonly string[]): string =>
  selecting(dataset, [
    ...selected(metrics),
    ...(dimensions.length === 0 ? [] : [`dimensions { ${dimensions.join(' ')} }`]),
  ]);

/** The document that asks one node for single events. */
export const eventsDocument = (dataset: Dataset, fields: readonly string[]): string =>
  selecting(dataset, [fields.join(' ')]);

function selecting(dataset: Dataset, selection: readonly string[]): string {
  const type = typeName(dataset);
  return `query Stream($accountTag: string!, $filter: ${type}Filter_InputObject!, $limit: uint64!, $orderBy: [${type}OrderBy!]) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      ${dataset.name}(filter: $filter, limit: $limit, orderBy: $orderBy) {
${selection.map((line) => `        ${line}`).join('\n')}
      }
    }
  }
}`;
}

/** `['count', 'sum.a', 'sum.b']` as `['count', 'sum { a b }']` */
export function selected(fields: readonly string[]): string[] {
  const blocks = new Map<string, string[]>();
  for (const field of fields) {
    const [block, ...rest] = field.split('.');
    blocks.set(block, [...(blocks.get(block) ?? []), ...(rest.length > 0 ? [rest.join('.')] : [])]);
  }
  return [...blocks].map(([block, inner]) => {
    const name = block === 'confidence' ? `confidence(level: ${CONFIDENCE_LEVEL})` : block;
    return inner.length === 0 ? name : `${name} { ${selected(inner).join(' ')} }`;
  });
}

/**
 * The document that asks for the limits of every dataset.
 * Source: developers.cloudflare.com/analytics/graphql-api/features/discovery/settings
 */
export const limitsDocument = `query StreamLimits($accountTag: string!) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      settings {
${Object.keys(DATASETS)
  .map((name) => `        ${name} { enabled availableFields maxDuration maxNumberOfFields maxPageSize notOlderThan }`)
  .join('\n')}
      }
    }
  }
}`;
