import { expect, type Locator, type Page } from '@playwright/test';

/** A region of the page with an editor, used as a person would. */
export const editor = (page: Page, region = 'Query') => {
  const box = page.getByRole('region', { name: region, exact: true });
  const list = (name: string, within: Locator = box) => within.getByRole('combobox', { name, exact: true });

  /** A list of one choice has its label as text, one of several has a button to remove it. */
  const isChosen = async (name: string, label: string): Promise<boolean> => {
    const texts = await list(name).evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ value }) => value));
    return (
      texts.includes(label) || (await box.getByRole('button', { name: `Remove ${label}`, exact: true }).count()) > 0
    );
  };

  /** Chooses options in lists by how they begin. A list that is drawn anew under the click loses it, so it is looked at. */
  const choose = async (lists: Record<string, string | string[]>, within: Locator = box) => {
    for (const [name, options] of Object.entries(lists)) {
      for (const wanted of [options].flat()) {
        await expect(async () => {
          await list(name, within).click({ timeout: 5000 });
          const option = page.getByRole('option', { name: new RegExp(`^${wanted}`) });
          const [label] = (await option.innerText({ timeout: 5000 })).split('\n');
          const isOneOfSeveral = (await option.getByRole('checkbox').count()) > 0;
          await option.click({ timeout: 5000 });
          if (isOneOfSeveral) {
            await page.keyboard.press('Escape'); // In a closed list it would empty the text.
          }
          await expect.poll(() => isChosen(name, label), { timeout: 3000 }).toBe(true);
        }).toPass({ timeout: 30_000 });
      }
    }
  };

  return {
    box,
    list,
    choose,
    format: (name: string) => box.getByRole('radio', { name }).click(),
    /** One more filter, which a new one is: any of the values. */
    async filterBy(field: string, ...values: string[]) {
      await box.getByRole('button', { name: 'Filter', exact: true }).click();
      const fresh = box.getByRole('group', { name: /^Filter by/ }).last();
      await choose({ Field: field }, fresh);
      for (const value of values) {
        await fresh.getByLabel('Values').fill(value);
        await fresh.getByLabel('Values').press('Enter');
      }
    },
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
