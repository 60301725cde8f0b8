import { fieldOf, metricOf, type Fields } from '../catalogue/dataset';
import { operatorOf, OPERATORS } from '../catalogue/operators';
import { ALL } from './all';
import { FORMS } from './forms';
import type { Filter } from './query';
import { list } from './schemas';

/** What is wrong with names and filters apart from their shape: fields that do not exist, operators that a field does not have. */
export type Add = (path: string, message: string) => void;

/** How deep groups of filters may nest. */
const DEEPEST = 5;

export function named(
  names: readonly string[],
  path: string,
  allowed: readonly string[],
  what: string,
  add: Add
): void {
  const choice = `${what} ${list(allowed)}`.trimEnd();
  names.forEach((name, index) => {
    if (!allowed.includes(name)) {
      add(`${path}[${index}]`, `"${name}" is not ${choice}.`);
    } else if (names.indexOf(name) !== index) {
      add(`${path}[${index}]`, `"${name}" is there twice.`);
    }
  });
}

export function filterProblems(filter: Filter, path: string, dataset: Fields, depth: number, add: Add): void {
  if ('field' in filter) {
    return conditionProblems(filter, path, dataset, add);
  }
  const [key, inner] = 'or' in filter ? ['or', filter.or] : ['and', filter.and];
  if (inner.length === 0) {
    add(`${path}.${key}`, 'A group needs at least one filter.');
  }
  if (depth >= DEEPEST) {
    return add(path, `Groups of filters nest ${DEEPEST} deep at most.`);
  }
  inner.forEach((each, index) => filterProblems(each, `${path}.${key}[${index}]`, dataset, depth + 1, add));
}

function conditionProblems(
  { field: name, operator: operatorName, values }: Extract<Filter, { field: string }>,
  path: string,
  dataset: Fields,
  add: Add
): void {
  const field = fieldOf(dataset, name);
  if (field === undefined) {
    return metricOf(dataset, name)
      ? add(`${path}.field`, `"${name}" is a metric, and the API cannot filter by metrics.`)
      : add(
          `${path}.field`,
          `"${name}" is not a field of ${dataset.name}, which has ${list([...dataset.dimensions, ...dataset.times].map((each) => each.name))}.`
        );
  }
  const operator = operatorOf(field.type, operatorName);
  if (operator === undefined) {
    return add(
      `${path}.operator`,
      `${name} cannot be compared with "${operatorName}", but with ${list(OPERATORS[field.type].map((each) => each.name))}.`
    );
  }
  if (values.includes(ALL)) {
    return;
  }
  if (values.length === 0 || (values.length > 1 && !operator.list)) {
    add(
      `${path}.values`,
      operator.list
        ? `${name} ${operator.label} needs at least one value.`
        : `${name} ${operator.label} needs exactly one value; for several use "in" or "notin".`
    );
  }
  const form = field.type === 'string' ? undefined : FORMS[field.type];
  const wrong = form && values.find((each) => !form.fits(each));
  if (form && wrong !== undefined) {
    add(`${path}.values`, `"${wrong}" is not a ${form.words}.`);
  }
}
