import { interpolatedText } from '../raw/text';

/**
 * Dashboard variables in a saved query: `$name`, `${name}`, `${name:format}`, `[[name]]`.
 *
 * A host with variables replaces them before the core reads the query. Where one is left (an alert rule has no variables),
 * the query is refused with its name, never sent as text.
 */

const VARIABLE = /\$[A-Za-z_]\w*|\$\{[^}]+\}|\[\[[^\]]+\]\]/;

/**
 * The query with variables replaced by their values, wherever text stands.
 *
 * @param replace the values of a text with its variables; several for one text only where a variable has several
 * @returns a new query. In lists one text becomes as many values; elsewhere several are joined by commas.
 */
export function interpolate(saved: unknown, replace: (text: string) => readonly string[]): unknown {
  if (typeof saved === 'string') {
    return VARIABLE.test(saved) ? replace(saved).join(',') : saved;
  }
  if (Array.isArray(saved)) {
    return saved.flatMap((item): unknown[] =>
      typeof item === 'string' && VARIABLE.test(item) ? [...replace(item)] : [interpolate(item, replace)]
    );
  }
  if (typeof saved === 'object' && saved !== null) {
    return Object.fromEntries(
      Object.entries(saved).map(([key, value]) => [
        key,
        key === 'graphql' && typeof value === 'string'
          ? interpolatedText(value, replace).text
          : interpolate(value, replace),
      ])
    );
  }
  return saved;
}

/** Variables that nobody has replaced, with where they stand. */
export function unresolved(saved: unknown, path = ''): Array<{ path: string; name: string }> {
  if (typeof saved === 'string') {
    const name = VARIABLE.exec(saved)?.[0];
    return name === undefined ? [] : [{ path, name }];
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
