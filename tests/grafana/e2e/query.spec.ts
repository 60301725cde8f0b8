import { expect, test } from '@grafana/plugin-e2e';
import { choose, isAnswer } from './asks';

test.beforeEach(async ({ panelEditPage, readProvisionedDataSource }) => {
  const { name } = await readProvisionedDataSource({ fileName: 'cloudflare-stream.yaml' });
  await panelEditPage.datasource.set(name);
});

test('a new panel shows the largest countries without a click', async ({ panelEditPage }) => {
  const row = panelEditPage.getQueryEditorRow('A');
  await expect(row.getByText('Minutes viewed, by country, over time')).toBeVisible();
  await expect(panelEditPage.refreshPanel({ waitForResponsePredicateCallback: isAnswer })).toBeOK();
  await expect(panelEditPage.panel.getErrorIcon()).toBeHidden();
  await expect(panelEditPage.panel.locator.getByText('US', { exact: true })).toBeVisible();
});

test('a table of plays by device, by clicks', async ({ panelEditPage, page }) => {
  await panelEditPage.setVisualization('Table');
  await choose(page, 'Dataset', /^Playback events/);
  await panelEditPage.getQueryEditorRow('A').getByRole('radio', { name: 'Table' }).click();
  await choose(page, 'Group by', /^Device type/);
  await page.keyboard.press('Escape');
  await expect(panelEditPage.refreshPanel({ waitForResponsePredicateCallback: isAnswer })).toBeOK();
  await expect(panelEditPage.panel.fieldNames).toContainText(['Device type']);
});

test('GraphQL of one’s own goes on from what was chosen', async ({ panelEditPage }) => {
  const row = panelEditPage.getQueryEditorRow('A');
  await row.getByRole('radio', { name: 'GraphQL' }).click();
  await expect(row.getByRole('textbox', { name: 'GraphQL text' })).toHaveValue(/streamMinutesViewedAdaptiveGroups\(/);
  await expect(panelEditPage.refreshPanel({ waitForResponsePredicateCallback: isAnswer })).toBeOK();
});

test('Explore shows events of live inputs as logs', async ({ explorePage, page, readProvisionedDataSource }) => {
  const { name } = await readProvisionedDataSource({ fileName: 'cloudflare-stream.yaml' });
  await explorePage.datasource.set(name);
  await choose(page, 'Dataset', /^Live input events/);
  await expect(explorePage.runQuery({ waitForResponsePredicateCallback: isAnswer })).toBeOK();
  await expect(page.getByText(/live_input\./).first()).toBeVisible();
});
