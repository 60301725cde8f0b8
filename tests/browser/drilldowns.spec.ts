import type { Page } from '@playwright/test';
import { chooseAbove, chooseRange, panel } from './panel';
import { expect, test } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Variables and annotations' }).click();
  await expect(panel(page, 'Minutes by creator').getByRole('gridcell').first()).toBeVisible();
});

/** Adds a filter to the dashboard, by how its options begin. */
async function filterBy(page: Page, ...options: string[]) {
  await page.getByPlaceholder('+ label = value').click();
  for (const option of options) {
    await page.getByRole('option', { name: option }).first().click();
  }
}

/** What stands in the table. */
const numbers = async (page: Page) =>
  (await panel(page, 'Minutes by creator').getByRole('gridcell').allTextContents()).join(' ');

test('a filter by a country is chosen among its values and changes the panels that have it; the other one says so', async ({
  page,
}) => {
  const today = await numbers(page);
  await chooseRange(page, 'Previous week'); // What it shows does not change any more.
  await expect.poll(() => numbers(page)).not.toBe(today);
  await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
  const before = await numbers(page);
  await filterBy(page, 'Country', '= Equals', 'US');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Country = US')).toBeVisible();
  await expect.poll(() => numbers(page)).not.toBe(before);
  const notice = 'Not filtered by country';
  await expect(panel(page, 'Bit rate of live inputs').getByRole('button', { name: notice })).toBeVisible();
  await expect(panel(page, 'Minutes viewed').getByRole('button', { name: notice })).toHaveCount(0);

  await page.getByRole('button', { name: /^Remove filter/ }).click();
  await expect.poll(() => numbers(page)).toBe(before);
});

test('a dashboard is grouped by a dimension of its own choice', async ({ page }) => {
  await chooseAbove(page, 'Group by selector', 'Country');
  await expect(panel(page, 'Minutes viewed')).toContainText('US');
  await expect(panel(page, 'Minutes by creator').getByRole('columnheader', { name: 'Country' })).toBeVisible();
  await expect(
    panel(page, 'Bit rate of live inputs').getByRole('button', { name: 'Not grouped by country' })
  ).toBeVisible();
});
