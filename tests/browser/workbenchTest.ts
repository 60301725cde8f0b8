import { expect, test as base } from '@playwright/test';
import { DEFAULTS } from '../../simulator/options';
import { startSimulator, type Simulator } from '../../simulator/start';
import { UID } from '../../workbench/uid';
import { startWorkbench } from '../../workbench/workbench';
import { allNames } from '../allNames';
import { launchOptions } from './chromium';

/** A user token as Cloudflare makes them; the simulator takes no other. */
export const TOKEN = 'cfut_browserTestsTokenThatMustNotLeak0123456789';

export interface Servers {
  /** The page's address. */
  readonly url: string;
  readonly simulator: Simulator;
  /** Lines of the backend's log so far. */
  readonly log: readonly string[];
  /** Everything that the browser received, as text. */
  readonly received: readonly string[];
}

/** Each test has an API, a backend and an opened page of its own, on free ports. An error thrown in the page fails it. */
export const test = base.extend<{ servers: Servers }>({
  launchOptions: [async ({}, use) => use(await launchOptions()), { scope: 'worker' }],
  servers: [
    async ({ page, context }, use) => {
      const simulator = await startSimulator({ token: TOKEN });
      const log: string[] = [];
      const workbench = await startWorkbench({
        api: simulator.url,
        accountId: DEFAULTS.account,
        apiToken: TOKEN,
        log: (line) => log.push(line),
      });
      await fetch(`${workbench.url}/api/datasources/uid/${UID}/resources/asks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ asks: allNames(simulator.source) }),
      });
      const received: string[] = [];
      const thrown: Error[] = [];
      page.on('pageerror', (error) => thrown.push(error));
      context.on('response', async (response) => {
        received.push(JSON.stringify(response.headers()), await response.text().catch(() => ''));
      });
      try {
        await page.goto(workbench.url);
        await use({ url: workbench.url, simulator, log, received });
        expect(thrown).toEqual([]);
      } finally {
        await workbench.stop();
        await simulator.close();
      }
    },
    { auto: true },
  ],
});

export { expect };
