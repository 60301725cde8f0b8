/**
 * Cloudflare's GraphQL analytics API for Stream, offline. Answers as the API does: its types, orders, limits and errors.
 *
 *   npm run simulator -- --port 8700 --seed 1 --videos 200 --latency 0 --account <id> --token <token> --budget 300
 *
 *   --latency  ms that every answer is late
 *   --delay    seconds until an event becomes known; --withhold names,… datasets or dataset.fields out of the account's reach
 *   --token    the one good token; without it any bearer token will do. `cfat_…` counts as owned by the account
 *   --budget   queries that a token may make in five minutes; 0 for no limit
 *
 * Paths of the API: POST /client/v4/graphql, GET /client/v4/user/tokens/verify,
 * GET /client/v4/accounts/<id>/tokens/verify,
 * GET /client/v4/accounts, GET /client/v4/accounts/<id>/stream and what is below it (see rest.ts). For the customer's host
 * stands the path /customer/<code>, with <input or video>/views and /lifecycle. Paths of its own, for tests: see control.ts; kinds of faults: see faults.ts.
 *
 * The data are a function of the seed, the number of videos and the time alone. `viewings`, `bufferEvents`,
 * `qualityEvents`, `reports`, `liveInputEvents` and `library` give what is behind any answer, one by one, without a server.
 */
import { parseCommandLine } from './commandLine';
import { startSimulator } from './start';

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2));
  if (typeof options === 'string') {
    console.error(options);
    process.exitCode = 2;
    return;
  }
  const simulator = await startSimulator(options);
  console.log(simulator.url);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
