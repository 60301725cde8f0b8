import { credentials, verification } from './credentials';
import { startSimulator, type Simulator } from './start';

const ACCOUNT = 'a32b';

const codeOf = (authorization: string | undefined, accepted?: string) => {
  const { error } = credentials({ authorization }, accepted);
  return error && [error.status, error.body.errors[0].code];
};

it('takes any bearer token, or one alone', () => {
  expect(credentials({ authorization: 'Bearer any' }, undefined)).toEqual({ token: 'any' });
  expect(credentials({ authorization: 'Bearer good' }, 'good')).toEqual({ token: 'good' });
  expect(codeOf('Bearer bad', 'good')).toEqual([401, 10000]);
});

it.each([
  [undefined, 9106],
  ['Bearer', 6003],
  ['Bearer Bearer x', 6003],
  ['Bearer "x"', 6003],
  ['Basic eDp5', 6003],
])('refuses the header %s with the gateway’s code %d', (authorization, code) => {
  expect(codeOf(authorization)).toEqual([400, code]);
});

it.each([
  ['a user’s token', 'abc', undefined, 200],
  ['an account’s token', 'cfat_abc', undefined, 401],
  ['an account’s token', 'cfat_abc', ACCOUNT, 200],
  ['a user’s token', 'abc', ACCOUNT, 401],
])('verifies %s %s for the account %s with status %d', (_, token, account, status) => {
  expect(verification({ token }, account).status).toBe(status);
});

describe('over HTTP', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ videos: 1, account: ACCOUNT, token: 'cfat_good' });
  });
  afterAll(() => simulator.close());

  const get = async (path: string, token: string, method = 'GET') => {
    const response = await fetch(simulator.url + path, { method, headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  it('a good token is active', async () => {
    expect(await get(`/client/v4/accounts/${ACCOUNT}/tokens/verify`, 'cfat_good')).toEqual({
      status: 200,
      body: {
        result: { id: expect.any(String), status: 'active' },
        success: true,
        errors: [],
        messages: [{ code: 10000, message: 'This API Token is valid and active', type: null }],
      },
    });
  });

  it.each([
    ['a bad token', `/client/v4/accounts/${ACCOUNT}/tokens/verify`, 'bad', 'GET', 401, 1000],
    ['an account’s token as a user’s', '/client/v4/user/tokens/verify', 'cfat_good', 'GET', 401, 1000],
    ['another account', '/client/v4/accounts/other/tokens/verify', 'cfat_good', 'GET', 403, 10000],
    ['a bad token of a query', '/client/v4/graphql', 'bad', 'POST', 401, 10000],
    ['a query by GET', '/client/v4/graphql', 'cfat_good', 'GET', 405, 10405],
    ['a path that is not there', '/client/v4/nothing', 'cfat_good', 'GET', 404, 7000],
  ])('%s is refused by the gateway', async (_, path, token, method, status, code) => {
    expect(await get(path, token, method)).toMatchObject({
      status,
      body: { success: false, errors: [{ code }], messages: [], result: null },
    });
  });
});
