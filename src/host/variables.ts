import type { ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { interpolate, interpolatedText, type Rewritten } from '../core';
import type { SavedQuery } from './savedQuery';

/** Stands around the values of a variable. JSON escapes it, so it is nowhere in them. */
const MARK = '\u0000';

/** The query with the variables of the dashboard in their places; a variable with several values becomes several. */
export const interpolated = (query: SavedQuery, scopedVars: ScopedVars): SavedQuery =>
  interpolate(query, (text) => valuesOf(text, scopedVars)) as SavedQuery;

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
