import { extendSchema, GraphQLSchema, parse } from 'graphql';
import { DATASETS, metricsOf, NOT_ENABLED, type Dataset } from './datasets';
import { SCALARS } from './scalars';

const COMPARISONS = ['', '_geq', '_gt', '_leq', '_lt', '_neq'];
const LISTS = ['_in', '_notin'];
const PATTERNS = ['_like', '_notlike'];

/** The schema of the simulated API, with the API's own names and types. */
export const makeSchema = (): GraphQLSchema =>
  extendSchema(new GraphQLSchema({ types: SCALARS }), parse([ROOT, ...DATASETS.map(typesOf)].join('\n')));

const typeName = ({ name }: Dataset): string => `Account${name[0].toUpperCase()}${name.slice(1)}`;

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
  type AccountSettings {
    ${[...DATASETS.map(({ name }) => name), ...NOT_ENABLED].map((name) => `${name}: Settings!`).join(' ')}
  }
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
  const names = Object.keys(dataset.dimensions);
  const block = (name: string, fields: readonly string[]) =>
    fields.length > 0 ? `${name}: ${type}${capital(name)}` : '';
  return `
    type ${type} {
      ${block('avg', dataset.avg)}
      confidence(level: float64!): ${type}Confidence!
      count: uint64!
      dimensions: ${type}Dimensions
      ${block('sum', dataset.sum)}
    }
    type ${type}Dimensions { ${names.map((name) => `${name}: ${dataset.dimensions[name]}!`).join(' ')} }
    type ${type}Confidence {
      count: Confidence!
      level: float64!
      ${dataset.confidentSum.length > 0 ? `sum: ${type}SumConfidence` : ''}
    }
    ${objectOf(`${type}Sum`, dataset.sum, 'uint64!')}
    ${objectOf(`${type}Avg`, dataset.avg, 'float64!')}
    ${objectOf(`${type}SumConfidence`, dataset.confidentSum, 'Confidence!')}
    input ${type}Filter_InputObject {
      AND: [${type}Filter_InputObject!]
      OR: [${type}Filter_InputObject!]
      ${names.map((name) => operatorsOf(name, dataset.dimensions[name])).join(' ')}
    }
    enum ${type}OrderBy {
      ${[...names, ...metricsOf(dataset)].map((name) => `${name}_ASC ${name}_DESC`).join(' ')}
    }
  `;
}

const capital = (word: string): string => word[0].toUpperCase() + word.slice(1);

const objectOf = (name: string, fields: readonly string[], type: string): string =>
  fields.length > 0 ? `type ${name} { ${fields.map((field) => `${field}: ${type}`).join(' ')} }` : '';

const operatorsOf = (name: string, type: string): string =>
  [
    ...[...COMPARISONS, ...(type === 'string' ? PATTERNS : [])].map((suffix) => `${name}${suffix}: ${type}`),
    ...LISTS.map((suffix) => `${name}${suffix}: [${type}!]`),
  ].join(' ');
