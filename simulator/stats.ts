/** Counters since the start or the last reset. */
export interface Counters {
  /** HTTP requests to the API's paths. */
  requests: number;
  /** GraphQL queries that were run, by node. */
  queries: Record<string, number>;
  /** Calls of the REST API and of the customer's host that were answered, by name. */
  rest: Record<string, number>;
  /** Rows answered, by node. */
  rows: Record<string, number>;
  /** Bytes of the API's answers, bodies alone. */
  bytes: number;
  /** Refused requests by class; `gateway` is what never got as far as GraphQL. */
  errors: Record<string, number>;
  /** Faults that struck, by kind. */
  faults: Record<string, number>;
}

export interface Stats {
  readonly counters: Counters;
  reset(): void;
}

const none = (): Counters => ({ requests: 0, queries: {}, rest: {}, rows: {}, bytes: 0, errors: {}, faults: {} });

export function makeStats(): Stats {
  const counters = none();
  return { counters, reset: () => void Object.assign(counters, none()) };
}

/** Adds to one of a record's counters. */
export function bump(counts: Record<string, number>, key: string, by = 1): void {
  counts[key] = (counts[key] ?? 0) + by;
}
