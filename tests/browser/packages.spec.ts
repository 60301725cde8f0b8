import fs from 'node:fs';
import path from 'node:path';
import { PACKAGES } from '../../workbench/packages.mjs';
import { expect, test } from './workbenchTest';

const versionOf = (name: string): string =>
  JSON.parse(fs.readFileSync(path.join(__dirname, '../..', PACKAGES, name, 'package.json'), 'utf8')).version;

test('the plugin gets the React of the Grafana that the page is made of', async ({ page }) => {
  await page.getByRole('tab', { name: 'Explore' }).waitFor();
  const given = await page.evaluate(() =>
    ['react', 'react-dom'].map((name) => (System.get(`app:${name}`) as { version: string }).version.split('-')[0])
  );
  expect(given).toEqual([versionOf('react'), versionOf('react-dom')]);
  const boot = await page.evaluate(() => (window as unknown as BootData).grafanaBootData.settings.buildInfo.version);
  expect(boot).toBe(versionOf('@grafana/ui'));
});

interface BootData {
  readonly grafanaBootData: { readonly settings: { readonly buildInfo: { readonly version: string } } };
}
