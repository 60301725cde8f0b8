import type { Locator, Page } from '@playwright/test';

/** The query editor of a page, used as a person would. */
export const editor = (page: Page) => {
  const box = page.getByRole('region', { name: 'Query' });
  const list = (name: string, within: Locator = box) => within.getByRole('combobox', { name, exact: true });

  return {
    box,
    list,
    /** Chooses options in lists by how they begin. */
    async choose(lists: Record<string, string | string[]>, within: Locator = box) {
      for (const [name, options] of Object.entries(lists)) {
        for (const option of [options].flat()) {
          await list(name, within).click();
          await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
          await page.keyboard.press('Escape');
        }
      }
    },
    format: (name: string) => box.getByRole('radio', { name }).click(),
    async limit(rows: number) {
      await box.getByLabel('Limit').fill(String(rows));
      await box.getByLabel('Limit').press('Enter');
    },
    /** The GraphQL that would be sent. */
    async preview() {
      await box.getByRole('button', { name: /^Preview/ }).click();
      return box.getByRole('region', { name: 'GraphQL' });
    },
  };
};
