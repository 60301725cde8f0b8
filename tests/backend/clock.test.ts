/** The real backend process and a simulator whose clock is another. Needs the built backend (`npm run build`). */
import { BINARY } from '../../scripts/binary.mjs';
import { startSimulator } from '../../simulator/start';
import { startBackend } from '../../workbench/backend';
import { MINUTE } from '../../src/core';

test.each([
  [0, /^(?!.*clock)/],
  [-6, /This server's clock is 6 minutes ahead of Cloudflare's: numbers may be taken as final too early\./],
  [3, /This server's clock is 3 minutes behind Cloudflare's: new numbers are shown late\./],
])("the health check of a server, where Cloudflare's clock is %s minutes off", async (minutes, words) => {
  const simulator = await startSimulator({ seed: 5, videos: 5, now: () => Date.now() + minutes * MINUTE });
  const backend = await startBackend({
    binary: BINARY,
    settings: {
      uid: 'clock',
      name: 'Clock',
      url: simulator.url,
      jsonData: { accountId: '0123456789abcdef0123456789abcdef' },
      secureJsonData: { apiToken: 'any' },
      lastUpdatedMs: 1,
    },
  });
  try {
    expect(await backend.checkHealth()).toMatchObject({ status: 'OK', message: expect.stringMatching(words) });
  } finally {
    await backend.stop();
    await simulator.close();
  }
});
