/** The live check on a simulator: it must hold there, and must find what is wrong. Needs the built backend (`npm run build`). */
import { spawnSync } from 'node:child_process';
import { BINARY } from '../../scripts/binary.mjs';
import { DEFAULTS } from '../../simulator/options';
import { startSimulator } from '../../simulator/start';
import { startBackend } from '../../workbench/backend';
import { report, type Report } from './report';

const TOKEN = 'cfut_liveCheckTokenThatMustNotLeak0123456789';

async function checked(options: Parameters<typeof startSimulator>[0] = {}): Promise<Report> {
  const simulator = await startSimulator({ token: TOKEN, ...options });
  const { url } = simulator;
  const settings = { uid: 'live', name: 'Live', url, jsonData: { accountId: DEFAULTS.account } };
  const backend = await startBackend({
    binary: BINARY,
    settings: { ...settings, secureJsonData: { apiToken: TOKEN }, lastUpdatedMs: 1 },
  });
  try {
    return await report({ url, account: DEFAULTS.account, token: TOKEN, now: Date.now() }, backend);
  } finally {
    await backend.stop();
    await simulator.close();
  }
}

test('all holds on the simulator, every doubt has an answer, and the token is in none', async () => {
  const { failed, text } = await checked();
  expect(failed).toEqual([]);
  expect(text).not.toContain('could not be asked');
  expect(text).not.toContain('failed:');
  expect(text).toContain('streamMinutesViewedAdaptiveGroups.mediaType: "');
  expect(text).not.toContain(TOKEN);
});

test('a field that the account has not is found', async () => {
  const { failed } = await checked({ withheld: ['streamCMCDAdaptiveGroups.uniq_viewers'] });
  expect(failed).toEqual(['streamCMCDAdaptiveGroups has every metric and dimension of the catalogue']);
});

test('without an account it says what is missing, and fails', () => {
  const env = { ...process.env, CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_ACCOUNT_ID: '' };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'tests/live/run.ts'], {
    env,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID must be set');
});
