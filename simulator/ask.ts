import type { Simulator } from './start';

/** What came back: `body` is parsed JSON, or the text where it is not JSON. */
export interface Asked {
  readonly status: number;
  readonly body: unknown;
}

/** For tests: posts a query to a simulator as a client would, with a token that will do unless the simulator wants another. */
export async function ask(
  { url }: Pick<Simulator, 'url'>,
  query: string,
  variables?: unknown,
  headers: Record<string, string> = { authorization: 'Bearer any' }
): Promise<Asked> {
  const response = await fetch(`${url}/client/v4/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: parsed(await response.text()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
