/** Instants as the API writes them: RFC 3339, UTC, whole seconds. */

/** `2026-03-01T00:00:00Z` */
export const toTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** For people: `2026-03-01 00:00 UTC`. */
export const toWords = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** ms since the epoch of a `Time` or a `Date` (its first instant, UTC, by the language's own rule); NaN for anything else. */
export const fromApi = (text: string): number => Date.parse(text);
