import { DATASETS } from '../catalogue/catalogue';
import { apiFields, filterFields, typeName, type Dataset, type Dimension } from '../catalogue/dataset';
import { OPERATORS } from '../catalogue/operators';

/**
 * The schema of all that the core may ever ask, as SDL, with the API's own names. The gateway refuses what it does not
 * hold; what the core asks is validated against it in tests.
 */
export function sdl(): string {
  const datasets = Object.values(DATASETS);
  return [HEAD, account(datasets), settings(datasets), ...datasets.flatMap(typesOf)].join('\n\n') + '\n';
}

const HEAD = `scalar Date
scalar Time
scalar bool
scalar bytes
scalar float64
scalar int64
scalar string
scalar uint16
scalar uint32
scalar uint64
scalar uint8

schema {
  query: Query
}

type Query {
  viewer: viewer
}

type viewer {
  accounts(filter: AccountFilter_InputObject): [account!]!
}

input AccountFilter_InputObject {
  accountTag: string!
}

type Confidence {
  estimate: float64!
  isValid: bool!
  lower: float64!
  sampleSize: int64!
  upper: float64!
}

type Settings {
  availableFields: [string!]!
  enabled: bool!
  maxDuration: int64!
  maxNumberOfFields: int64!
  maxPageSize: int64!
  notOlderThan: int64!
}`;

const block = (kind: string, name: string, lines: string[]): string =>
  `${kind} ${name} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;

const account = (datasets: Dataset[]): string =>
  block('type', 'account', [
    'settings: AccountSettings',
    ...datasets.map((dataset) => {
      const type = typeName(dataset);
      return `${dataset.name}(filter: ${type}Filter_InputObject!, limit: uint64!, orderBy: [${type}OrderBy!]): [${type}!]!`;
    }),
  ]);

const settings = (datasets: Dataset[]): string =>
  block(
    'type',
    'AccountSettings',
    datasets.map(({ name }) => `${name}: Settings!`)
  );

const typesOf = (dataset: Dataset): string[] => [
  ...(dataset.events ? [block('type', typeName(dataset), fieldLines(dataset))] : groupTypes(dataset)),
  ...argumentTypes(dataset),
];

const fieldLines = (dataset: Dataset): string[] => filterFields(dataset).map(({ name, type }) => `${name}: ${type}!`);

function groupTypes(dataset: Dataset): string[] {
  const type = typeName(dataset);
  const blocks = blocksOf(typed(dataset));
  const intervals = blocksOf(confident(dataset));
  return [
    block('type', type, [
      ...(dataset.metrics.some(({ name }) => name === 'count') ? ['count: uint64!'] : []),
      `dimensions: ${type}Dimensions`,
      ...blocks.map(([name]) => `${name}: ${type}${capital(name)}`),
      `confidence(level: float64!): ${type}Confidence!`,
    ]),
    block('type', `${type}Confidence`, [
      'level: float64!',
      'count: Confidence!',
      ...intervals.map(([name]) => `${name}: ${type}${capital(name)}Confidence`),
    ]),
    ...intervals.map(([name, lines]) => block('type', `${type}${capital(name)}Confidence`, lines)),
    block('type', `${type}Dimensions`, fieldLines(dataset)),
    ...blocks.map(([name, metrics]) => block('type', `${type}${capital(name)}`, metrics)),
  ];
}

function argumentTypes(dataset: Dataset): string[] {
  const type = typeName(dataset);
  const fields = filterFields(dataset);
  return [
    block('input', `${type}Filter_InputObject`, [
      `AND: [${type}Filter_InputObject!]`,
      `OR: [${type}Filter_InputObject!]`,
      ...fields.flatMap((field) =>
        OPERATORS[field.type].map(
          ({ suffix, list }) => `${field.name}${suffix}: ${list ? listType(field) : field.type}`
        )
      ),
    ]),
    block(
      'enum',
      `${type}OrderBy`,
      [...fields.map(({ name }) => name), ...typed(dataset).map(([name]) => name.replace('.', '_'))].flatMap((name) => [
        `${name}_ASC`,
        `${name}_DESC`,
      ])
    ),
  ];
}

/** Fields with their types as aggregate blocks of a row: `sum` with `minutesViewed: uint64!`. */
function blocksOf(fields: ReadonlyArray<readonly [string, string]>): Array<[string, string[]]> {
  const lines = new Map<string, string[]>();
  for (const [name, type] of fields) {
    const [first, field] = name.split('.');
    if (field !== undefined) {
      lines.set(first, [...(lines.get(first) ?? []), `${field}: ${type}!`]);
    }
  }
  return [...lines];
}

/** The API's fields of metrics, those of intervals aside, with their types. */
const typed = ({ metrics }: Dataset): Array<[string, string]> =>
  metrics
    .filter(({ interval }) => !interval)
    .flatMap((metric) => apiFields(metric).map((field): [string, string] => [field, metric.type]));

/** Fields that an interval has a bound for. */
const confident = ({ metrics }: Dataset): Array<[string, string]> =>
  metrics
    .filter(({ name, interval }) => interval && name.endsWith('.lower'))
    .flatMap(apiFields)
    .map((field) => [field.replace(/^confidence\.(.*)\.lower$/, '$1'), 'Confidence']);

/** The API takes a list of uint8 for bytes; the core asks for each value by itself instead. */
const listType = ({ type }: Dimension): string => (type === 'uint8' ? 'bytes' : `[${type}!]`);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
