import { extendSchema, GraphQLSchema, parse } from 'graphql';
import { blockOf, DATASETS, type Dataset } from './datasets';
import { SCALARS } from './scalars';

const COMPARISONS = ['', '_geq', '_gt', '_leq', '_lt', '_neq'];
const LISTS = ['_in', '_notin'];
const PATTERNS = ['_like', '_notlike'];

/** The schema of the simulated API, with the API's own names and types. */
export const makeSchema = (): GraphQLSchema =>
  extendSchema(new GraphQLSchema({ types: SCALARS }), parse([ROOT, ...DATASETS.map(typesOf)].join('\n')));

const typeName = ({ name }: Dataset): string => `Account${capital(name)}`;

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}

function nodeOf(dataset: Dataset): string {
  const type = typeName(dataset);
  return `${dataset.name}(filter: ${type}Filter_InputObject!, limit: uint64!, orderBy: [${type}OrderBy!]): [${type}!]!`;
}

const ROOT = `
  schema { query: Query }
  type Query { cost: uint64! viewer: viewer }
  type viewer { accounts(filter: AccountFilter_InputObject): [account!]! budget: uint64! }
  input AccountFilter_InputObject { accountTag: string! }
  type account { settings: AccountSettings ${DATASETS.map(nodeOf).join(' ')} }
  type AccountSettings { ${DATASETS.map(({ name }) => `${name}: Settings!`).join(' ')} }
  type Settings {
    availableFields: [string!]!
    enabled: bool!
    maxDuration: int64!
    maxNumberOfFields: int64!
    maxPageSize: int64!
    notOlderThan: int64!
  }
  type Confidence { estimate: float64! isValid: bool! lower: float64! sampleSize: int64! upper: float64! }
`;

function typesOf(dataset: Dataset): string {
  const type = typeName(dataset);
  const { dimensions, metrics = {}, strayOrders } = dataset;
  const names = Object.keys(dimensions);
  const fields = names.map((name) => `${name}: ${dimensions[name]}!`).join(' ');
  return `
    ${dataset.metrics ? groupTypes(dataset, type, fields) : `type ${type} { ${fields} }`}
    input ${type}Filter_InputObject {
      AND: [${type}Filter_InputObject!]
      OR: [${type}Filter_InputObject!]
      ${names.map((name) => operatorsOf(name, dimensions[name])).join(' ')}
    }
    enum ${type}OrderBy {
      ${[...names, ...Object.keys(metrics), ...strayOrders].map((name) => `${name}_ASC ${name}_DESC`).join(' ')}
    }
  `;
}

function groupTypes({ metrics = {}, confident }: Dataset, type: string, dimensions: string): string {
  const blocks = byBlock(Object.keys(metrics), (metric) => `${metrics[metric].type}!`);
  const intervals = byBlock(confident, () => 'Confidence!');
  const references = (types: Readonly<Record<string, string>>, suffix = '') =>
    Object.keys(types).map((block) => `${block}: ${type}${capital(block)}${suffix}`);
  const definitions = (types: Readonly<Record<string, string>>, suffix = '') =>
    Object.entries(types).map(([block, fields]) => `type ${type}${capital(block)}${suffix} { ${fields} }`);
  return `
    type ${type} {
      confidence(level: float64!): ${type}Confidence!
      count: uint64!
      dimensions: ${type}Dimensions
      ${references(blocks).join(' ')}
    }
    type ${type}Dimensions { ${dimensions} }
    type ${type}Confidence { count: Confidence! level: float64! ${references(intervals, 'Confidence').join(' ')} }
    ${[...definitions(blocks), ...definitions(intervals, 'Confidence')].join('\n')}
  `;
}

/** The fields of each block as the schema writes them. */
function byBlock(metrics: readonly string[], typeOf: (metric: string) => string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const metric of metrics) {
    const { block, field } = blockOf(metric);
    if (block) {
      fields[block] = `${fields[block] ?? ''} ${field}: ${typeOf(metric)}`;
    }
  }
  return fields;
}

const operatorsOf = (name: string, type: string): string =>
  [
    ...[...COMPARISONS, ...(type === 'string' ? PATTERNS : [])].map((suffix) => `${name}${suffix}: ${type}`),
    // The API's own quirk: a list of uint8 is Go's for bytes.
    ...LISTS.map((suffix) => `${name}${suffix}: ${type === 'uint8' ? 'bytes' : `[${type}!]`}`),
  ].join(' ');
