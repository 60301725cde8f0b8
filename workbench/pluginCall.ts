interface Call {
  cancel(): void;
}

/** A gRPC call as a promise, cancelled when the signal aborts; the plugin then sees its context end. */
export function cancellable<Answer>(
  signal: AbortSignal | undefined,
  start: (resolve: (answer: Answer) => void, reject: (error: Error) => void) => Call
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const call = start(resolve, reject);
    signal?.addEventListener('abort', () => call.cancel(), { once: true });
  });
}

/** One request, one answer. */
export const unary = <Request, Response>(
  method: (request: Request, done: (error: Error | null, response: Response) => void) => Call,
  signal: AbortSignal | undefined,
  request: Request
): Promise<Response> =>
  cancellable(signal, (resolve, reject) =>
    method(request, (error, response) => (error ? reject(error) : resolve(response)))
  );
