import { buildHost } from '../replay/replay';
import { play } from './play';
import { SCENARIOS } from './scenarios';
import { rows, said } from './table';

/** One scenario of each kind; `npm run faults` plays all of them, and for longer. */
const QUICK = SCENARIOS.filter(({ name }) =>
  /used up, under status 200|API is down|token is revoked|plan changes|killed|three nodes|together/.test(name)
);

beforeAll(buildHost);

test.each(QUICK.map((scenario) => [scenario.name, scenario] as const))(
  '%s: no number is wrong, no panel is stuck, no budget is lost',
  async (_, scenario) => {
    const { faults, panels, rules } = await play(scenario, 1);
    expect(faults).toEqual([]);
    expect(panels.right).toBeGreaterThan(0);
    expect(rules.right).toBeGreaterThan(0);
  }
);

test('the page on reliability says what must come of each trouble', () => {
  expect(QUICK).toHaveLength(7);
  expect(rows()).toEqual(SCENARIOS.map(said));
});
