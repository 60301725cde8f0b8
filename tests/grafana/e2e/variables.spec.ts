import { expect, test } from '@grafana/plugin-e2e';
import { choose } from './asks';

test('a variable offers the countries with the most minutes', async ({
  variableEditPage,
  readProvisionedDataSource,
  page,
}) => {
  const { name } = await readProvisionedDataSource({ fileName: 'cloudflare-stream.yaml' });
  await variableEditPage.setVariableType('Query');
  await variableEditPage.datasource.set(name);
  await choose(page, 'Query type', /^Countries/);
  await variableEditPage.runQuery();
  await expect(variableEditPage).toDisplayPreviews(['US']);
});

test('a chosen video is what the dashboard of videos is about', async ({ gotoDashboardPage, page }) => {
  const dashboard = await gotoDashboardPage({ uid: 'cloudflare-stream-videos' });
  await dashboard.waitForPanelsQueriesToComplete();
  await expect(dashboard).not.toHavePanelErrors();
  await expect(page.getByText('Video', { exact: true }).first()).toBeVisible();
});
