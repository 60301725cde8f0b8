import { ask } from './ask';
import type { Fault } from './faults';
import { makeSimulation } from './simulation';
import { startSimulator, type Simulator } from './start';

const QUERY = '{ viewer { budget } }';
const GOOD = { status: 200, body: { data: { viewer: { budget: 300 } }, errors: null } };

describe('faults', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ videos: 1, account: 'a32b' });
  });
  afterEach(() => simulator.faults.clear());
  afterAll(() => simulator.close());

  it.each<[Fault, unknown]>([
    [{ kind: 'html' }, { status: 502, body: expect.stringMatching(/^<!DOCTYPE html>/) }],
    [{ kind: 'truncated' }, { status: 200, body: '{"data":{"viewer":{"budg' }],
    [
      { kind: 'errors200', message: 'Internal server error', code: 'x' },
      { status: 200, body: { data: null, errors: [{ message: 'Internal server error', extensions: { code: 'x' } }] } },
    ],
    [
      { kind: 'status', status: 503, body: '{"errors":[]}' },
      { status: 503, body: { errors: [] } },
    ],
    [
      { kind: 'permission' },
      { status: 403, body: { errors: [{ message: expect.stringMatching(/^Actor does not have permission/) }] } },
    ],
    [{ kind: 'revoked' }, { status: 401, body: { errors: [{ code: 10000, message: 'Authentication error' }] } }],
    [{ kind: 'budget' }, { status: 429, body: { errors: [{ extensions: { code: 'budget' } }] } }],
  ])('%j', async (fault, answer) => {
    simulator.faults.add([fault]);
    expect(await ask(simulator, QUERY)).toMatchObject(answer as object);
  });

  it('end the connection', async () => {
    simulator.faults.add([{ kind: 'reset' }]);
    await expect(ask(simulator, QUERY)).rejects.toThrow('fetch failed');
  });

  it('make an answer late', async () => {
    simulator.faults.add([{ kind: 'slow', delayMs: 120 }]);
    const start = performance.now();
    expect(await ask(simulator, QUERY)).toEqual(GOOD);
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  it('send headers with a status', async () => {
    simulator.faults.add([{ kind: 'status', status: 429, headers: { 'retry-after': '7' } }]);
    const response = await fetch(`${simulator.url}/client/v4/graphql`, { method: 'POST', body: '{}' });
    expect(response.headers.get('retry-after')).toBe('7');
  });

  it('strike as often as ordered, one after another, and only the queries that they name', async () => {
    simulator.faults.add([
      { kind: 'html', times: 1, contains: 'cost' },
      { kind: 'budget', times: 1 },
    ]);
    const statuses = [];
    for (const query of [QUERY, QUERY, '{ cost }', '{ cost }']) {
      statuses.push((await ask(simulator, query)).status);
    }
    expect(statuses).toEqual([429, 200, 502, 200]);
  });

  it('strike a share of the queries, the same ones in each simulator of that seed', () => {
    const struck = (seed: number) => {
      const { answer, faults } = makeSimulation({ seed, videos: 1 });
      faults.add([{ kind: 'html', share: 0.05 }]);
      const query = {
        method: 'POST',
        path: '/client/v4/graphql',
        search: new URLSearchParams(),
        headers: {},
        body: '',
      };
      return Array.from({ length: 2000 }, () => answer(query).status === 502);
    };
    const first = struck(1);
    expect(Math.abs(first.filter(Boolean).length - 100)).toBeLessThan(30);
    expect(struck(1)).toEqual(first);
    expect(struck(2)).not.toEqual(first);
  });

  it('do not outlive a simulator that is closed', async () => {
    const other = await startSimulator({ videos: 1 });
    other.faults.add([{ kind: 'slow', delayMs: 600_000 }]);
    const waiting = expect(ask(other, QUERY)).rejects.toThrow('fetch failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();
    await waiting;
  });
});
