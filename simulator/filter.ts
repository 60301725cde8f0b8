import type { Window } from '../src/core/seam';
import { cut, STEP_MS } from './buckets';
import { bytewise } from './bytewise';
import type { Dimension, Reader, Value } from './dimensions';

/**
 * A filter as the schema parsed it: `{ uid_in: [...], datetime_geq: ms, AND: [...], OR: [...] }`. All keys must hold; a
 * null is as good as no key.
 */
export type Filter = Readonly<Record<string, unknown>>;

type Comparison = (order: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  gt: (order) => order > 0,
  geq: (order) => order >= 0,
  lt: (order) => order < 0,
  leq: (order) => order <= 0,
};

interface Condition {
  readonly dimension: string;
  readonly operator: string;
  readonly value: unknown;
}

const conditions = (filter: Filter): Condition[] =>
  Object.entries(filter)
    .filter(([key, value]) => key !== 'AND' && key !== 'OR' && value !== null && value !== undefined)
    .map(([key, value]) => {
      const [dimension, operator = 'eq'] = key.split('_');
      return { dimension, operator, value };
    });

const branches = (filter: Filter, key: 'AND' | 'OR'): readonly Filter[] => (filter[key] ?? []) as readonly Filter[];

/** A filter as a test of events. */
export function accepts(filter: Filter, dimensions: Readonly<Record<string, Dimension>>): Reader<boolean> {
  const all = [
    ...conditions(filter).map(({ dimension, operator, value }) =>
      dimensions[dimension].test(operator.endsWith('like') ? pattern(operator, String(value)) : test(operator, value))
    ),
    ...branches(filter, 'AND').map((branch) => accepts(branch, dimensions)),
  ];
  const any = branches(filter, 'OR').map((branch) => accepts(branch, dimensions));
  return (day) => {
    const allOf = all.map((one) => one(day));
    const anyOf = any.map((one) => one(day));
    return (row) => allOf.every((passes) => passes(row)) && (anyOf.length === 0 || anyOf.some((passes) => passes(row)));
  };
}

function test(operator: string, value: unknown): (actual: Value) => boolean {
  if (operator === 'in' || operator === 'notin') {
    const listed = new Set(value as Iterable<Value>);
    return (actual) => listed.has(actual) === (operator === 'in');
  }
  const holds = COMPARISONS[operator];
  return typeof value === 'string'
    ? (actual) => holds(bytewise(String(actual), value))
    : (actual) => holds(Number(actual) - Number(value));
}

/** `%` stands for any text. The documentation names no other wildcard and no escape. */
function pattern(operator: string, value: string): (actual: Value) => boolean {
  const escaped = value.split('%').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const form = new RegExp(`^${escaped.join('.*')}$`, 's');
  return (actual) => form.test(String(actual)) === (operator === 'like');
}

/** Every dimension that a filter names. */
export const fieldsOf = (filter: Filter): string[] => [
  ...conditions(filter).map(({ dimension }) => dimension),
  ...[...branches(filter, 'AND'), ...branches(filter, 'OR')].flatMap(fieldsOf),
];

const ALWAYS: Window = { from: -Infinity, to: Infinity };

/** The time that a filter reaches over; an open side is infinite. Rows outside cannot pass, rows inside may not. */
export function reach(filter: Filter): Window {
  const all = [
    ...conditions(filter)
      .filter(({ dimension }) => dimension in STEP_MS)
      .map(conditionReach),
    ...branches(filter, 'AND').map(reach),
  ];
  const any = branches(filter, 'OR').map(reach);
  return [...all, ...(any.length > 0 ? [hull(any)] : [])].reduce(intersection, ALWAYS);
}

/** `datetimeHour_gt: 10:00` begins at 11:00, because a bucket stands for all the time up to the next. */
function conditionReach({ dimension, operator, value }: Condition): Window {
  const step = STEP_MS[dimension];
  const floor = (ms: number) => cut(ms, step);
  const ceil = (ms: number) => Math.ceil(ms / step) * step;
  const at = value as number;
  switch (operator) {
    case 'eq':
      return { from: floor(at), to: floor(at) + step };
    case 'in':
      return hull((value as readonly number[]).map((one) => ({ from: floor(one), to: floor(one) + step })));
    case 'gt':
      return { from: floor(at) + step, to: Infinity };
    case 'geq':
      return { from: ceil(at), to: Infinity };
    case 'lt':
      return { from: -Infinity, to: ceil(at) };
    case 'leq':
      return { from: -Infinity, to: floor(at) + step };
    default:
      return ALWAYS;
  }
}

const intersection = (a: Window, b: Window): Window => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) });

const hull = (windows: readonly Window[]): Window => ({
  from: Math.min(...windows.map(({ from }) => from)),
  to: Math.max(...windows.map(({ to }) => to)),
});
