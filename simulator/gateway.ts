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
