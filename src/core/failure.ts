import type { ErrorValue, Limits } from './seam';

/** What becomes of a failure, by class. Nobody else decides by class. */
export interface Policy {
  /**
   * Whether asking again can help: `replan` once with the limit that the answer names, `retry` the same a moment later,
   * `pause` once the rate limit is there again, for all that use the token.
   */
  readonly again: 'never' | 'replan' | 'retry' | 'pause';
  /** Whether what was known before may stand in for the answer, with its age; never in an alert rule, see provenance.ts. */
  readonly stale: boolean;
  /** HTTP status for Grafana. */
  readonly status: number;
  /** Whose fault Grafana counts it as. */
  readonly source: 'plugin' | 'downstream';
}

export const CLASSES = {
  user: { again: 'never', stale: false, status: 400, source: 'downstream' },
  permission: { again: 'never', stale: false, status: 403, source: 'downstream' },
  limit: { again: 'replan', stale: false, status: 400, source: 'downstream' },
  retention: { again: 'replan', stale: false, status: 400, source: 'downstream' },
  throttled: { again: 'retry', stale: true, status: 429, source: 'downstream' },
  depleted: { again: 'pause', stale: true, status: 429, source: 'downstream' },
  upstream: { again: 'retry', stale: true, status: 502, source: 'downstream' },
  timeout: { again: 'retry', stale: true, status: 504, source: 'downstream' },
  cancelled: { again: 'never', stale: false, status: 499, source: 'downstream' },
  bug: { again: 'never', stale: false, status: 500, source: 'plugin' },
} as const satisfies Record<string, Policy>;

export type FailureClass = keyof typeof CLASSES;

export interface Failure {
  readonly class: FailureClass;
  /** For people: what is wrong and what would work. */
  readonly message: string;
  /** The limit that the API's answer names. */
  readonly learnt?: Learnt;
}

export type Learnt = Pick<Limits, 'maxDuration' | 'notOlderThan' | 'maxPageSize'>;

export const failure = (kind: FailureClass, message: string): Failure => ({ class: kind, message });

export const toError = ({ class: kind, message }: Failure): ErrorValue => ({
  class: kind,
  message,
  status: CLASSES[kind].status,
  source: CLASSES[kind].source,
});
