/**
 * `npm run screenshots`: the pictures of the documentation, taken of the workbench on simulated data.
 *
 *   src/img/overview.png    the catalogue's
 *   docs/img/*.png          those of the pages
 */
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { DEFAULTS } from '../simulator/options';
import { startSimulator } from '../simulator/start';
import { launchOptions } from '../tests/browser/chromium';
import { startWorkbench } from '../workbench/workbench';

const TOKEN = 'token-of-the-simulated-account';
const ROOT = path.join(__dirname, '..');

interface Picture {
  readonly file: string;
  readonly address: string;
  readonly height: number;
  /** What a person would click before. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const tab = (name: string) => (page: Page) => page.getByRole('tab', { name }).click();

const PICTURES: readonly Picture[] = [
  { file: 'src/img/overview.png', address: '/', height: 1000 },
  { file: 'docs/img/live-inputs.png', address: '/d/cloudflare-stream-live-inputs', height: 1000 },
  {
    file: 'docs/img/query-editor.png',
    address: '/',
    height: 900,
    prepare: async (page) => {
      await tab('Explore')(page);
      await page.getByRole('button', { name: /^Options/ }).click();
    },
  },
  {
    file: 'docs/img/configuration.png',
    address: '/',
    height: 1100,
    prepare: async (page) => {
      await tab('Configuration')(page);
      await page.getByRole('button', { name: 'Save & test' }).click();
    },
  },
];

/** Until panels have drawn: there is no sign of the last one's last line. */
const DRAWN_MS = 5000;

async function main(): Promise<void> {
  const simulator = await startSimulator({ token: TOKEN });
  const workbench = await startWorkbench({
    api: simulator.url,
    accountId: DEFAULTS.account,
    apiToken: TOKEN,
    log: () => undefined,
  });
  const browser = await chromium.launch(await launchOptions());
  try {
    for (const { file, address, height, prepare } of PICTURES) {
      const page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC', viewport: { width: 1440, height } });
      await page.goto(`${workbench.url}${address}`);
      await page.getByRole('tab', { name: 'Explore' }).waitFor();
      await prepare?.(page);
      await page.waitForTimeout(DRAWN_MS);
      fs.mkdirSync(path.join(ROOT, path.dirname(file)), { recursive: true });
      await page.screenshot({ path: path.join(ROOT, file) });
      await page.close();
      console.log(file);
    }
  } finally {
    await browser.close();
    await workbench.stop();
    await simulator.close();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
