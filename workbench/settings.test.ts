import { publicSettings, updated } from './settings';

const STORED = {
  uid: 'u',
  name: 'Stream',
  url: 'https://api.test',
  jsonData: { accountId: 'a' },
  secureJsonData: { apiToken: 'secret' },
  lastUpdatedMs: 1000,
};

it('says which secrets are set, and not what they are', () => {
  const told = publicSettings(STORED);
  expect(told.secureJsonFields).toEqual({ apiToken: true });
  expect(JSON.stringify(told)).not.toContain('secret');
});

it('keeps a secret that an update does not speak of', () => {
  const next = updated(STORED, { jsonData: { accountId: 'b' }, secureJsonFields: { apiToken: true } }, 2000);
  expect(next).toEqual({ ...STORED, jsonData: { accountId: 'b' }, lastUpdatedMs: 2000 });
});

it('replaces a secret', () => {
  expect(updated(STORED, { secureJsonData: { apiToken: 'new' } }, 2000).secureJsonData).toEqual({ apiToken: 'new' });
});

it('forgets a secret that was reset', () => {
  expect(updated(STORED, { secureJsonFields: { apiToken: false } }, 2000).secureJsonData).toEqual({});
});

it('is newer after every update, even within a millisecond', () => {
  expect(updated(STORED, {}, 1000).lastUpdatedMs).toBe(1001);
});
