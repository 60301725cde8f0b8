import { backendQueries, queryResponse } from './dsQuery';

it('hands every query of a request on with its range and width', () => {
  const query = { refId: 'B', intervalMs: 60_000, maxDataPoints: 500, dataset: 'x' };
  expect(backendQueries({ from: '1000', to: '2000', queries: [query] })).toEqual([
    { refId: 'B', from: 1000, to: 2000, intervalMs: 60_000, maxDataPoints: 500, json: query },
  ]);
});

it('joins frames as they came', () => {
  const { status, body } = queryResponse({ A: { status: 200, frames: ['{"schema":{}}', '{"data":{}}'] } });
  expect(status).toBe(200);
  expect(body).toBe('{"results":{"A":{"status":200,"frames":[{"schema":{}},{"data":{}}]}}}');
});

it('has status 400 where one query failed, and the frames of the other', () => {
  const { status, body } = queryResponse({
    A: { status: 403, frames: [], error: 'Not "yours"', errorSource: 'downstream' },
    B: { status: 200, frames: ['{}'] },
  });
  expect(status).toBe(400);
  expect(JSON.parse(body).results).toEqual({
    A: { status: 403, error: 'Not "yours"', errorSource: 'downstream', frames: [] },
    B: { status: 200, frames: [{}] },
  });
});
