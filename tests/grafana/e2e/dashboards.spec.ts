import { expect, test } from '@grafana/plugin-e2e';
import { DASHBOARDS } from '../../box/files';

for (const [, { title, uid, panels }] of DASHBOARDS) {
  test(`${title}: every panel is drawn, and none has an error`, async ({ gotoDashboardPage }) => {
    const dashboard = await gotoDashboardPage({ uid });
    await dashboard.waitForPanelsQueriesToComplete();
    await expect(dashboard).not.toHavePanelErrors();
    for (const panel of panels.filter(({ type }) => type !== 'row')) {
      const shown = dashboard.getPanelByTitle(panel.title);
      await shown.scrollIntoView();
      await expect(shown.locator).toBeVisible();
    }
  });
}
