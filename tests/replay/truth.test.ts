import { expected } from '../oracle/expected';
import { START } from './stage';
import { caseOf, makeCheck, promised } from './truth';
import type { Seen } from './viewers';
import { PANELS, RULES } from './wall';

const SOURCE = { seed: 1, videos: 20 };

/** What is right at an age, as somebody would see it. */
function seen(title: string, known: number, asked = START): Seen {
  const shown = PANELS.find((panel) => panel.title === title)!;
  const bare: Seen = { shown, caller: 'panel', asked, answered: asked, result: { frames: [] } };
  const right = expected({ ...caseOf(bare, SOURCE), knownUntil: known });
  const frames = 'frames' in right ? right.frames : [];
  const asFrame = ({ fields, values }: (typeof frames)[number]) => ({
    schema: { fields },
    data: { values: values.map((column) => [...column]) },
  });
  return { ...bare, result: { frames: frames.map(asFrame) as unknown as Seen['result']['frames'] } };
}

/** Changes one number of an answer, counted from its end. */
function altered(given: Seen, fromEnd: number): Seen {
  const column = given.result.frames[0].data.values[1] as Array<number | null>;
  const row = column.length - fromEnd;
  column[row] = (column[row] ?? 0) + 1;
  return given;
}

const ages = [START, START - 90_000];
const MINUTE = 60_000;

describe.each(['Minutes by country', 'Minutes', 'Countries a day', 'Ten videos', 'Videos of the week', 'Bit rate'])(
  '%s',
  (title) => {
    const judge = (given: Seen, check = makeCheck()) => check(given, caseOf(given, SOURCE), ages);

    it('is right as brute force has it, at any of the ages', () => {
      expect(ages.map((age) => judge(seen(title, age)))).toEqual([undefined, undefined]);
    });

    it('is wrong by one number, be it new or old', () => {
      for (const fromEnd of [1, 6]) {
        expect(judge(altered(seen(title, START), fromEnd))).toEqual(expect.any(String));
      }
    });

    it('is wrong where it is older', () => {
      expect(judge(seen(title, START - 40 * MINUTE))).toEqual(expect.any(String));
    });

    it('is wrong where a number has changed that was settled and right before', () => {
      const check = makeCheck();
      expect(judge(seen(title, START), check)).toBeUndefined();
      expect(judge(altered(seen(title, START), title === 'Countries a day' ? 3 : 12), check)).toEqual(
        expect.any(String)
      );
    });
  }
);

test('what is promised is a minute or a tenth of the bucket', () => {
  const inSeconds = [...PANELS, ...RULES].map((shown) => {
    const bare: Seen = { shown, caller: 'panel', asked: START, answered: START, result: { frames: [] } };
    return [shown.title, promised(caseOf(bare, SOURCE)) / 1000];
  });
  expect(Object.fromEntries(inSeconds)).toMatchObject({
    'Minutes by country': 60,
    Minutes: 60,
    'Minutes, live and on demand': 90,
    'Minutes a day': 8640,
    'Minutes of the quarter': 60,
    'Viewers an hour': 360,
  });
});
