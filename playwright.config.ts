import { defineConfig } from '@playwright/test';

/** The browser comes from an npm package: see tests/browser/workbenchTest.ts. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  // Where many share a processor, a test takes its time.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: { viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC', trace: 'retain-on-failure' },
});
