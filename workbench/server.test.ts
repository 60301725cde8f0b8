import http from 'node:http';
import type { Backend } from './backend';
import { type Server, startServer } from './server';

const SETTINGS = {
  uid: 'u',
  name: 'Stream',
  url: 'https://api.test',
  jsonData: {},
  secureJsonData: { apiToken: 'secret' },
  lastUpdatedMs: 1,
};

/** A plugin that answers no call: these tests are about the server alone. */
const SILENT: Backend = {
  queryData: () => Promise.reject(new Error('14 UNAVAILABLE')),
  callResource: () => Promise.reject(new Error('14 UNAVAILABLE')),
  checkHealth: () => Promise.reject(new Error('14 UNAVAILABLE')),
  metrics: () => Promise.reject(new Error('14 UNAVAILABLE')),
  stop: async () => {},
};

let server: Server;
beforeAll(async () => {
  server = await startServer({ backend: SILENT, settings: { current: SETTINGS }, port: 0 });
});
afterAll(() => server.close());

/** fetch() tidies addresses up and sets Host by itself. */
const get = (address: string, host = '127.0.0.1') =>
  new Promise<{ status?: number; body: string }>((resolve, reject) => {
    const { port } = new URL(server.url);
    http
      .get({ host: '127.0.0.1', port, path: address, headers: { host } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() }));
      })
      .on('error', reject);
  });

it('does not send files from outside its folders', async () => {
  expect((await get('/systemjs/..%2f..%2f..%2fpackage.json')).status).toBe(404);
});

it('refuses a page that reaches it by a foreign name', async () => {
  expect((await get('/api/datasources/uid/u', 'evil.test')).status).toBe(403);
});

it('never tells the token', async () => {
  const { status, body } = await get('/api/datasources/uid/u');
  expect(status).toBe(200);
  expect(body).not.toContain('secret');
});

it('says so when the backend is gone', async () => {
  expect(await get('/api/datasources/uid/u/health')).toEqual({ status: 500, body: '{"message":"14 UNAVAILABLE"}' });
});

it('answers an address of Grafana that it does not have with 404', async () => {
  expect((await get('/api/plugins')).status).toBe(404);
});
