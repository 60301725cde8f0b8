import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { editor } from './editor';
import { panel } from './panel';
import { expect, test } from './workbenchTest';

/** Grafana's own settings of a secure socks proxy: the only switch there, which has no name in 12.4. */
const SOCKS_PROXY = 'main fieldset input[role="switch"]';

/** What axe finds serious or critical within a part of the page. */
async function faults(page: Page, part: string): Promise<string[]> {
  // On its way from one colour to another a button has too little contrast.
  await page.waitForFunction(() => !document.getAnimations().some((each) => each instanceof CSSTransition));
  const axe = new AxeBuilder({ page }).include(part).exclude(SOCKS_PROXY).setLegacyMode(true);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

for (const theme of ['dark', 'light']) {
  test(`in the ${theme} theme, axe finds nothing serious in the editors`, async ({ page, servers }) => {
    await page.goto(`${servers.url}/?theme=${theme}`);
    await page.getByRole('tab', { name: 'Explore' }).click();
    await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
    const { box, choose } = editor(page);
    await box.getByRole('button', { name: 'Filter', exact: true }).click();
    await box.getByRole('button', { name: 'Group', exact: true }).click();
    for (const section of await box.getByRole('button', { name: /^(Options|Preview)/ }).all()) {
      await section.click();
    }
    await page.getByRole('button', { name: 'Query help' }).click();
    expect(await faults(page, 'section[aria-label="Query"]')).toEqual([]);
    await choose({ Dataset: 'Playback events' });
    await expect(box.getByRole('status')).toContainText('Left out');
    expect(await faults(page, 'section[aria-label="Query"]')).toEqual([]);
    await box.getByRole('radio', { name: 'GraphQL' }).click();
    expect(await faults(page, 'section[aria-label="Query"]')).toEqual([]);

    await page.getByRole('tab', { name: 'Configuration' }).click();
    await page.getByRole('button', { name: 'Limits and cache' }).click();
    await page.getByRole('button', { name: 'Save & test' }).click();
    await expect(page.getByText('can be read')).toBeVisible();
    expect(await faults(page, 'main')).toEqual([]);
  });
}

test('the keyboard alone makes a query', async ({ page }) => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
  const { list, box } = editor(page);
  await list('Dataset').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('Buffering');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box).toContainText('Buffering events, by country');
  await page.keyboard.press('Tab'); // Format
  await page.keyboard.press('ArrowRight');
  await expect(box).toContainText('over the whole range');
  await expect(panel(page, 'Table').getByRole('columnheader', { name: 'Buffering events' })).toBeVisible();
});

test('an example fills the editor, and its answer is shown', async ({ page }) => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await page.getByRole('button', { name: 'Query help' }).click();
  await page.getByRole('button', { name: /^Top 50 videos/ }).click();
  await expect(editor(page).box).toContainText('50 rows at most, most minutes viewed first');
  await expect(panel(page, 'Table').getByRole('columnheader', { name: 'Minutes viewed' })).toBeVisible();
});

test('at the width of a phone nothing of the editor sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole('tab', { name: 'Explore' }).click();
  const { box } = editor(page);
  await box.getByRole('button', { name: 'Filter', exact: true }).click();
  for (const section of await box.getByRole('button', { name: /^(Options|Preview)/ }).all()) {
    await section.click();
  }
  await expect(box.getByLabel('Legend')).toBeVisible();
  const [inner, outer] = await box.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(inner).toBeLessThanOrEqual(outer);
});
