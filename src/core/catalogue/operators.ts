import type { DimensionType } from './dataset';

/** How a filter compares, by the API's own suffix; `eq` is the bare name. `list` takes any number of values. */
export interface Operator {
  readonly name: string;
  /** Short, for the editor. */
  readonly label: string;
  /** In a sentence. */
  readonly words: string;
  readonly suffix: string;
  readonly list?: true;
}

const COMPARISONS: readonly Operator[] = [
  { name: 'eq', label: '=', words: 'is', suffix: '' },
  { name: 'neq', label: '!=', words: 'is not', suffix: '_neq' },
  { name: 'in', label: 'one of', words: 'is one of', suffix: '_in', list: true },
  { name: 'notin', label: 'not one of', words: 'is none of', suffix: '_notin', list: true },
  { name: 'gt', label: '>', words: 'is after', suffix: '_gt' },
  { name: 'geq', label: '>=', words: 'is at or after', suffix: '_geq' },
  { name: 'lt', label: '<', words: 'is before', suffix: '_lt' },
  { name: 'leq', label: '<=', words: 'is at or before', suffix: '_leq' },
];

const PATTERNS: readonly Operator[] = [
  { name: 'like', label: 'like', words: 'is like', suffix: '_like' },
  { name: 'notlike', label: 'not like', words: 'is not like', suffix: '_notlike' },
];

/** Source: the API's filter types; documented at developers.cloudflare.com/analytics/graphql-api/features/filtering. */
export const OPERATORS: Readonly<Record<DimensionType, readonly Operator[]>> = {
  string: [...COMPARISONS, ...PATTERNS],
  Date: COMPARISONS,
  Time: COMPARISONS,
  uint8: COMPARISONS,
  uint16: COMPARISONS,
  uint32: COMPARISONS,
  uint64: COMPARISONS,
};

export const operatorOf = (type: DimensionType, name: string): Operator | undefined =>
  OPERATORS[type].find((operator) => operator.name === name);
