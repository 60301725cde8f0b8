/**
 * Why a query is not answered. The class decides the HTTP status as the documentation assigns it; the API may well send
 * the same body under 200. Source: developers.cloudflare.com/analytics/graphql-api/errors.
 */
export const CLASSES = {
  query: { status: 400 },
  fields: { status: 400, code: 'quota' },
  range: { status: 400, code: 'quota' },
  account: { status: 403 },
  permission: { status: 403, code: 'authz' },
  entitlement: { status: 403, code: 'authz' },
  budget: { status: 429, code: 'budget' },
  heavy: { status: 429 },
  nodes: { status: 429 },
} as const satisfies Record<string, { status: number; code?: string }>;

export type RefusalClass = keyof typeof CLASSES;

export class Refusal extends Error {
  constructor(
    readonly of: RefusalClass,
    message: string
  ) {
    super(message);
  }
}

/** The body of a refused query. A query fails as a whole: there is no partial data. */
export function refusalBody(
  { of, message }: Refusal,
  path: readonly (string | number)[] | null,
  now: number
): Record<string, unknown> {
  const { code } = CLASSES[of] as { code?: string };
  const extensions = { ...(code && { code }), timestamp: new Date(now).toISOString() };
  return { data: null, errors: [{ extensions, message, path: path && path.map(String) }] };
}
