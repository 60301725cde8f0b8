import type { ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { interpolate, interpolatedText, type Rewritten } from '../core';

/** Stands around the values of a variable. JSON escapes it, so it is nowhere in them. */
const MARK = '\u0000';

/** The query with the variables of the dashboard in their places; a variable with several values becomes several. */
export const interpolated = <Query extends object>(query: Query, scopedVars: ScopedVars): Query =>
  interpolate(query, {
    values: (text) => valuesOf(text, scopedVars),
    isAll: (text) => isAll(text, scopedVars),
  }) as Query;

/** How the variables of the dashboard that is shown are written, such as `$country`. */
export const dashboardVariables = (): string[] =>
  getTemplateSrv()
    .getVariables()
    .map(({ name }) => `$${name}`);

/** GraphQL with the variables of the dashboard in their places, and the way back to where they stood. */
export const interpolatedGraphql = (text: string, scopedVars: ScopedVars): Rewritten =>
  interpolatedText(text, (part) => valuesOf(part, scopedVars));

/**
 * The values of a text with its variables: `$country` has as many as are chosen, `$country-$device` one for each pair.
 * A variable with a format of its own, such as `${country:csv}`, is one text.
 */
function valuesOf(text: string, scopedVars: ScopedVars): string[] {
  const marked = getTemplateSrv().replace(
    text,
    scopedVars,
    (value: unknown) => `${MARK}${JSON.stringify(Array.isArray(value) ? value.map(String) : [String(value)])}${MARK}`
  );
  return marked
    .split(MARK)
    .map((part, index): string[] => (index % 2 === 1 ? JSON.parse(part) : [part]))
    .reduce((texts, choices) => texts.flatMap((before) => choices.map((choice) => before + choice)), ['']);
}

const ONE_VARIABLE = /^(?:\$(\w+)|\$\{(\w+)\}|\[\[(\w+)\]\])$/;

/**
 * Whether a text is a variable that stands on All. Grafana tells a formatter all options then, as though each had been chosen;
 * two of its own formats know better. One whose All has a value of its own is put in as text, past the formatter: that value counts.
 */
function isAll(text: string, scopedVars: ScopedVars): boolean {
  const name = ONE_VARIABLE.exec(text)?.slice(1).find(Boolean);
  if (name === undefined) {
    return false;
  }
  const replaced = (target: string, format?: () => string) => getTemplateSrv().replace(target, scopedVars, format);
  // A variable that is kept out of the page's address has no parameter in it.
  return (
    replaced(text, () => MARK) === MARK &&
    replaced(`\${${name}:text}`) === 'All' &&
    ['', `var-${name}=$__all`].includes(replaced(`\${${name}:queryparam}`))
  );
}
