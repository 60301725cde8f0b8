import { health } from './health';
import type { Refusal } from './seam';

const limits = {
  streamMinutesViewedAdaptiveGroups: { enabled: true, notOlderThan: 7_776_000, maxDuration: 2_678_400 },
};
const forbidden: Refusal = { kind: 'answer', status: 403, errors: [{ message: 'Authentication error', code: 10000 }] };

test('what can be read is said, with limits, permissions and the budget', () => {
  const { status, message } = health({ limits, budget: { left: 297, of: 300 } });
  expect(status).toBe('ok');
  expect(message).toContain('90 days of history, 31 days and 10000 rows a query.');
  expect(message).toContain('Videos and live inputs can be read too, with their names.');
  expect(message).toContain('297 of 300 queries are left in these 5 minutes.');
});

test('clocks that differ by minutes are told', () => {
  const said = (aheadMs: number) => health({ limits, aheadMs }).message;
  expect(said(6 * 60_000 + 20_000)).toContain(
    "This server's clock is 6 minutes ahead of Cloudflare's: numbers may be taken"
  );
  expect(said(-3 * 3_600_000)).toContain(
    "This server's clock is 3 hours behind Cloudflare's: new numbers are shown late."
  );
  expect(said(80_000)).not.toContain('clock');
  expect(health({ limits }).message).not.toContain('clock');
});

test('a permission that is missing is named; whether it is, may be unknown', () => {
  expect(health({ limits, library: forbidden }).message).toContain(
    'Names, videos, live inputs, storage and live viewers need the permission Account · Stream · Read as well'
  );
  expect(health({ limits, library: { kind: 'timeout' } }).message).toContain('could not be found out');
});

test('datasets that the account lacks are named', () => {
  const without = { ...limits, streamCMCDAdaptiveGroups: { enabled: false } };
  expect(health({ limits: without }).message).toContain('Not available to this account: Quality of experience (CMCD).');
});
