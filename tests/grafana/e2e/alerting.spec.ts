import { expect, test } from '@grafana/plugin-e2e';
import { RULES } from '../../box/files';

for (const { title, uid } of RULES) {
  test(`${title}: Grafana's own page evaluates the rule`, async ({ gotoAlertRuleEditPage }) => {
    const page = await gotoAlertRuleEditPage({ uid });
    await expect(page.alertRuleNameField).toHaveValue(title);
    await expect(page.evaluate()).toBeOK();
  });
}
