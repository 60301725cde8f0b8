import { expect, test, TOKEN } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Configuration' }).click();
});

test('a wrong token is refused in words, and the right one accepted', async ({ page }) => {
  const token = page.getByRole('textbox', { name: 'API token' });
  const save = page.getByRole('button', { name: 'Save & test' });

  await page.getByRole('button', { name: 'Reset' }).click();
  await token.fill('cfut_wrong');
  await save.click();
  await expect(page.getByRole('alert')).toContainText(/token/i);
  await expect(page.getByRole('alert')).not.toContainText('can be read');

  await page.getByRole('button', { name: 'Reset' }).click();
  await token.fill(TOKEN);
  await save.click();
  await expect(page.getByText('Cloudflare Stream analytics can be read')).toBeVisible();
});

test('an account that the token cannot see is named as the reason', async ({ page }) => {
  await page.getByLabel('Account ID').fill('f'.repeat(32));
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toContainText(/account/i);
});

test('an API that is down is said to be unreachable', async ({ page, servers }) => {
  await servers.simulator.close();
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toContainText('cannot be reached');
});

test('the saved settings are in force in the other tabs', async ({ page }) => {
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('textbox', { name: 'API token' }).fill('cfut_wrong');
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toBeVisible();

  await page.getByRole('tab', { name: 'Explore' }).click();
  await page.getByRole('tab', { name: 'Notices' }).click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('alert')).toContainText(/token/i);
});
