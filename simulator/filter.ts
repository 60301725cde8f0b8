import type { Window } from '../src/core/seam';
import { bytewise } from './bytewise';
import type { TextColumn } from './columns';
import { cut, STEP_MS } from './datasets';
import type { Day } from './day';

/**
 * A filter as the schema parsed it: `{ uid_in: [...], datetime_geq: ms, AND: [...], OR: [...] }`. All keys must hold; a
 * null is as good as no key.
 */
export type Filter = Readonly<Record<string, unknown>>;

/** Whether a row of a day passes. */
export type Accepts = (day: Day, row: number) => boolean;

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

/** A filter as a test of rows. */
export function accepts(filter: Filter, texts: Readonly<Record<string, TextColumn>>): Accepts {
  const all = [
    ...conditions(filter).map((condition) =>
      condition.dimension in STEP_MS ? timeTest(condition) : textTest(condition, texts[condition.dimension])
    ),
    ...branches(filter, 'AND').map((branch) => accepts(branch, texts)),
  ];
  const any = branches(filter, 'OR').map((branch) => accepts(branch, texts));
  if (any.length > 0) {
    all.push((day, row) => any.some((test) => test(day, row)));
  }
  return (day, row) => all.every((test) => test(day, row));
}

function timeTest({ dimension, operator, value }: Condition): Accepts {
  const step = STEP_MS[dimension];
  const passes = test(operator, value, (a: number, b: number) => a - b);
  return (day, row) => passes(cut(day.from + day.second[row] * 1000, step));
}

/** Decided once for each text of the dictionary, then looked up. */
function textTest({ operator, value }: Condition, { column, codes, dictionary }: TextColumn): Accepts {
  const passes =
    operator === 'like' || operator === 'notlike' ? pattern(operator, String(value)) : test(operator, value, bytewise);
  const passing = Array.from(codes, (code) => passes(dictionary[code]));
  return (day, row) => passing[day[column][row]];
}

function test<T>(operator: string, value: unknown, compare: (a: T, b: T) => number): (actual: T) => boolean {
  if (operator === 'in' || operator === 'notin') {
    const listed = new Set(value as readonly T[]);
    return (actual) => listed.has(actual) === (operator === 'in');
  }
  const holds = COMPARISONS[operator];
  return (actual) => holds(compare(actual, value as T));
}

/** `%` stands for any text. The documentation names no other wildcard and no escape. */
function pattern(operator: 'like' | 'notlike', value: string): (actual: string) => boolean {
  const escaped = value.split('%').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const form = new RegExp(`^${escaped.join('.*')}$`, 's');
  return (actual) => form.test(actual) === (operator === 'like');
}

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
