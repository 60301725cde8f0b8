import { DEFAULTS } from '../../simulator/options';
import { editor } from './editor';
import { panel } from './panel';
import { expect, test } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
});

const PAGES = `https://dash.cloudflare.com/${DEFAULTS.account}/stream`;

test('videos go by their names in a chart and in a table, which lead to their pages; or by their IDs', async ({
  page,
}) => {
  const { box, format, choose } = editor(page);
  await box.getByRole('button', { name: 'Remove Country' }).click();
  await choose({ 'Group by': 'Video' });
  await expect(panel(page, 'Chart')).toContainText(/Episode \d+/);

  await format('Table');
  const table = panel(page, 'Table');
  await expect(table.getByRole('columnheader', { name: 'Video ID' })).toBeVisible();
  const name = table.getByRole('link', { name: /^Episode \d+$/ }).first();
  await expect(name).toHaveAttribute('href', new RegExp(`^${PAGES}/videos/[0-9a-f]{32}$`));
  await expect(table.getByRole('link', { name: /^[0-9a-f]{32}$/ }).first()).toHaveAttribute(
    'href',
    new RegExp(`^${PAGES}/videos/[0-9a-f]{32}$`)
  );

  await box.getByRole('button', { name: /^Options/ }).click();
  await box.getByRole('switch', { name: 'Names' }).click({ force: true });
  await expect(table.getByRole('columnheader', { name: 'Video ID' })).toHaveCount(0);
  await expect(table).not.toContainText(/Episode \d+/);
});

test('the list of videos has their pictures', async ({ page }) => {
  await editor(page).choose({ Dataset: 'Videos' });
  const picture = panel(page, 'Table').getByRole('img').first();
  await expect(picture).toHaveAttribute('src', /\/thumbnails\/thumbnail\.jpg\?width=160/);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});
