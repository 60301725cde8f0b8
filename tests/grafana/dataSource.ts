import assert from 'node:assert/strict';
import test from 'node:test';
import { grafana } from './grafana';
import { accountOf, DATASOURCE, UID } from './provisioned';

interface Health {
  readonly status: string;
  readonly message: string;
}

test('the provisioned data source is healthy and says what it found', async () => {
  const { status, body } = await grafana<Health>('GET', `/api/datasources/uid/${UID}/health`);
  assert.equal(status, 200);
  assert.equal(body.status, 'OK');
  assert.match(body.message, /90 days of history, 31 days and 10000 rows a query/);
});

test('a data source that is made over the API is healthy, and its token never comes back', async () => {
  const { body: provisioned } = await grafana<{ url: string }>('GET', `/api/datasources/uid/${UID}`);
  const secret = 'a-token-that-must-not-come-back';
  const made = await grafana<{ datasource: { uid: string } }>('POST', '/api/datasources', {
    name: `Made over the API ${Date.now()}`,
    type: DATASOURCE.type,
    access: 'proxy',
    url: provisioned.url,
    jsonData: { accountId: await accountOf() },
    secureJsonData: { apiToken: secret },
  });
  assert.equal(made.status, 200);
  const address = `/api/datasources/uid/${made.body.datasource.uid}`;
  try {
    const { body: stored } = await grafana<{ secureJsonFields: Record<string, boolean> }>('GET', address);
    assert.deepEqual(stored.secureJsonFields, { apiToken: true });
    const { body: health } = await grafana<Health>('GET', `${address}/health`);
    assert.equal(health.status, 'OK', health.message);
    assert.ok(!JSON.stringify([made, stored, health]).includes(secret));
  } finally {
    await grafana('DELETE', address);
  }
});

test('a data source without an account says what is missing', async () => {
  const made = await grafana<{ datasource: { uid: string } }>('POST', '/api/datasources', {
    name: `Without an account ${Date.now()}`,
    type: DATASOURCE.type,
    access: 'proxy',
    jsonData: {},
    secureJsonData: { apiToken: 'any' },
  });
  const address = `/api/datasources/uid/${made.body.datasource.uid}`;
  try {
    const { body } = await grafana<Health>('GET', `${address}/health`);
    assert.equal(body.status, 'ERROR');
    assert.match(body.message, /account/i);
  } finally {
    await grafana('DELETE', address);
  }
});
