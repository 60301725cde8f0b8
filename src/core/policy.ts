import { failureRules } from './failure';

/** Upstream queries in five minutes. Source: developers.cloudflare.com/analytics/graphql-api/limits. */
export const DEFAULT_BUDGET = 300;

/** What the gateway must know of the core's decisions before it asks anything, as JSON: `policy` in pkg/gateway/policy.go. */
export const policy = (): string => JSON.stringify({ budget: DEFAULT_BUDGET, rules: failureRules() });
