import type { IncomingHttpHeaders } from 'node:http';
import { gatewayError, type GatewayError } from './gateway';

/** Tokens that belong to an account, not to a user, begin so. */
const ACCOUNT_OWNED = 'cfat_';

/** Form of a bearer token in a header. */
const BEARER = /^Bearer ([\w.~+/=-]+)$/;

export type Credentials =
  { readonly token: string; readonly error?: undefined } | { readonly error: GatewayError; readonly token?: undefined };

export const UNKNOWN_TOKEN = gatewayError(401, 10000, 'Authentication error');

/** What the gateway makes of a request's headers. @param accepted the one good token; absent: any will do */
export function credentials({ authorization }: IncomingHttpHeaders, accepted: string | undefined): Credentials {
  if (authorization === undefined) {
    return { error: gatewayError(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers') };
  }
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) {
    const chain = [{ code: 6111, message: 'Invalid format for Authorization header' }];
    return { error: gatewayError(400, 6003, 'Invalid request headers', chain) };
  }
  return accepted === undefined || token === accepted ? { token } : { error: UNKNOWN_TOKEN };
}

/**
 * The answer to a token's verification.
 *
 * @param account the one whose tokens are verified; absent: a user's. Each knows its own kind of token alone.
 */
export function verification(found: Credentials, account: string | undefined): { status: number; body: unknown } {
  if (found.error) {
    return found.error.body.errors[0].code === 10000 ? INVALID : found.error;
  }
  return found.token.startsWith(ACCOUNT_OWNED) === (account !== undefined) ? ACTIVE : INVALID;
}

const INVALID = gatewayError(401, 1000, 'Invalid API Token');

const ACTIVE = {
  status: 200,
  body: {
    result: { id: '5eed5eed5eed5eed5eed5eed5eed5eed', status: 'active' },
    success: true,
    errors: [],
    messages: [{ code: 10000, message: 'This API Token is valid and active', type: null }],
  },
};
