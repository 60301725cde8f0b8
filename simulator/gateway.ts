import { json, type Outgoing } from './exchange';
import { bump, type Counters } from './stats';

/** An error of the gateway in front of the API: the REST shape, without `data`. */
export interface GatewayError {
  readonly status: number;
  readonly body: {
    readonly success: false;
    readonly errors: ReadonlyArray<{ readonly code: number; readonly message: string; readonly error_chain?: unknown }>;
    readonly messages: readonly [];
    readonly result: null;
  };
}

export const gatewayError = (status: number, code: number, message: string, chain?: unknown): GatewayError => ({
  status,
  body: {
    success: false,
    errors: [{ code, message, ...(chain !== undefined && { error_chain: chain }) }],
    messages: [],
    result: null,
  },
});

export const OTHER_METHOD = gatewayError(405, 10405, 'Method not allowed for this authentication scheme');

/** Answers with an error of the gateway, and counts it. */
export function refuseAtGateway(counters: Counters, { status, body }: GatewayError): Outgoing {
  bump(counters.errors, 'gateway');
  return json(status, body);
}
