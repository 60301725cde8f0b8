import { interpolatedText, VARIABLE } from '../raw/text';
import { ALL } from './all';
import type { Problem } from './query';

/**
 * Dashboard variables in a saved query: `$name`, `${name}`, `${name:format}`, `[[name]]`.
 *
 * A host with variables replaces them before the core reads the query. Where one is left (an alert rule has no variables, or
 * nothing is chosen), the query is refused with its name, never sent as text.
 */

const VARIABLES = new RegExp(VARIABLE, 'g');

/** What a host knows of the variables of a dashboard. */
export interface Variables {
  /** The values of a text with its variables: as many as are chosen, and every option of a variable that stands on All. */
  values(text: string): readonly string[];
  /** Whether a text is one variable and nothing else, and that stands on All. */
  isAll(text: string): boolean;
}

/**
 * The query with variables replaced by their values, wherever text stands.
 *
 * @returns a new query. In lists one text becomes as many values; elsewhere several have commas between them. A filter by All
 *   holds Grafana's value for it, and is left out once the query is read; one by a variable without a value keeps its name.
 */
export function interpolate(saved: unknown, variables: Variables): unknown {
  if (typeof saved === 'string') {
    return saved.replace(VARIABLES, (name) => (variables.isAll(name) ? 'All' : variables.values(name).join(', ')));
  }
  if (Array.isArray(saved)) {
    return saved.flatMap((item): unknown[] =>
      isVariable(item) ? [...variables.values(item)] : [interpolate(item, variables)]
    );
  }
  if (typeof saved === 'object' && saved !== null) {
    return Object.fromEntries(
      Object.entries(saved).map(([key, value]) => [
        key,
        key === 'graphql' && typeof value === 'string'
          ? interpolatedText(value, (text) => variables.values(text)).text
          : key === 'values' && Array.isArray(value)
            ? filterValues(value, variables)
            : interpolate(value, variables),
      ])
    );
  }
  return saved;
}

const isVariable = (item: unknown): item is string => typeof item === 'string' && VARIABLE.test(item);

function filterValues(given: readonly unknown[], variables: Variables): unknown[] {
  const values = given.flatMap((item): unknown[] =>
    isVariable(item) ? (variables.isAll(item) ? [ALL] : [...variables.values(item)]) : [item]
  );
  return values.length === 0 ? [...given] : values;
}

/** Variables that were not replaced. */
export const unresolvedProblems = (saved: unknown): Problem[] =>
  unresolved(saved).map(({ path, name }) => ({
    path,
    message: `The variable ${name} has no value here: nothing is chosen, or there is no dashboard, as in an alert rule, where the value itself must be written.`,
  }));

function unresolved(saved: unknown, path = ''): Array<{ path: string; name: string }> {
  if (typeof saved === 'string') {
    const name = VARIABLE.exec(saved)?.[0];
    return name === undefined || name === ALL ? [] : [{ path, name }];
  }
  if (Array.isArray(saved)) {
    return saved.flatMap((item, index) => unresolved(item, `${path}[${index}]`));
  }
  if (typeof saved === 'object' && saved !== null) {
    return Object.entries(saved).flatMap(([key, value]) =>
      key === 'datasource' ? [] : unresolved(value, path === '' ? key : `${path}.${key}`)
    );
  }
  return [];
}
