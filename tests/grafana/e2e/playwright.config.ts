import path from 'node:path';
import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';

/**
 * The plugin's pages in Grafana itself, by clicks; for docker-compose.yaml, whose visitors are administrators:
 *
 *   npm run build
 *   GRAFANA_VERSION=12.4.0 docker compose up --detach      the lowest that is supported
 *   npx playwright install chromium && npm run test:e2e
 *
 * and again with GRAFANA_VERSION=13.2.2, the newest that the plugin is built for. GRAFANA_URL names another Grafana.
 *
 * Nobody has run these yet: there was no Docker where they were written. Types hold them to Grafana's own package for such tests.
 */
export default defineConfig<PluginOptions>({
  testDir: __dirname,
  outputDir: path.join(__dirname, '../../../test-results/e2e'),
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.GRAFANA_URL ?? 'http://localhost:3000',
    provisioningRootDir: path.join(__dirname, '../../../provisioning'),
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
  },
});
