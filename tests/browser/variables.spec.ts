import type { Page } from '@playwright/test';
import { editor } from './editor';
import { chooseAbove } from './panel';
import { expect, test } from './workbenchTest';

/** The values that a variable offers, as they are shown. */
const values = (page: Page) => page.getByRole('list', { name: 'Preview of values' }).getByRole('listitem');

/** One of the controls above the dashboard, by its label. */
const control = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Variables and annotations' }).click();
  await expect(values(page).first()).toBeVisible();
});

test('every type of variable shows its values, which are searched and limited', async ({ page }) => {
  const { box, choose, limit } = editor(page, 'Variable');
  await expect(
    values(page)
      .filter({ hasText: /^Episode \d+$/ })
      .first()
  ).toHaveAttribute('title', /^[0-9a-f]{32}$/);
  await expect(values(page)).toHaveCount(100);
  await limit(5);
  await expect(values(page)).toHaveCount(5);

  await choose({ 'Query type': 'Creators' });
  await expect(values(page).filter({ hasText: 'creator-' }).first()).toBeVisible();
  await choose({ 'Query type': 'Countries' });
  await expect(values(page).getByText('US', { exact: true })).toBeVisible();
  await choose({ 'Query type': 'Live inputs' });
  await expect(values(page).getByText('Studio')).toBeVisible();

  await choose({ 'Query type': 'Values of a field' });
  await choose({ Dataset: 'Playback events', Field: 'Browser' });
  await expect(values(page).getByText('Chrome', { exact: true })).toBeVisible();

  await choose({ 'Query type': 'Videos' });
  await limit(100);
  await box.getByLabel('Search', { exact: true }).fill('episode 1');
  await box.getByLabel('Search', { exact: true }).press('Enter');
  await expect(box).toContainText('that contain "episode 1"');
  await expect(values(page).filter({ hasNotText: /Episode 1/ })).toHaveCount(0);
  await expect(values(page)).not.toHaveCount(0);
});

test('a variable follows the one that it is chained to, and one that there is none of is named', async ({ page }) => {
  const { box, filterBy } = editor(page, 'Variable');
  await filterBy('Creator', '$creator');
  await expect(box).toContainText('where creator is one of $creator');
  await expect(values(page)).toHaveCount(100); // All creators.

  await chooseAbove(page, 'Creator', 'creator-0001');
  await expect.poll(() => values(page).count()).toBeLessThan(100);
  await expect(values(page)).not.toHaveCount(0);

  await box.getByRole('textbox', { name: 'Values' }).fill('$nobody');
  await box.getByRole('textbox', { name: 'Values' }).press('Enter');
  await expect(box).toContainText('Not asked: The variable $nobody has no value here');
});

test('a list that is searched as one types finds what lies beyond its limit', async ({ page }) => {
  const { box, limit } = editor(page, 'Variable');
  await limit(3);
  await expect(values(page)).toHaveCount(3);
  await box.getByRole('switch', { name: 'Search as typed' }).click({ force: true });
  await expect(box).toContainText('that contain what is typed into the list');
  await control(page, 'Tried').click();
  await page.keyboard.type('Episode 19');
  const found = page.getByRole('option', { name: /^Episode 19/ });
  await expect(found.first()).toBeVisible();
  await found.first().click();
});
