/**
 * Brings a saved query of an older version to the newest. One entry a version: `MIGRATIONS[n]` turns version n into n + 1.
 * A query without a version is of version 1, the first.
 */
const MIGRATIONS: Readonly<Record<number, (query: Record<string, unknown>) => Record<string, unknown>>> = {};

export function migrate(saved: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const query = { ...saved, version: saved.version ?? 1 };
  const step = typeof query.version === 'number' ? MIGRATIONS[query.version] : undefined;
  return step === undefined ? query : migrate(step(query));
}
