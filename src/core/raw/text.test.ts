import * as fc from 'fast-check';
import { interpolatedText, placeOf, unresolved, withBucket } from './text';

const VALUES: Record<string, readonly string[]> = { country: ['US', 'CA'], uid: ['a"b\\c'], none: [], from: ['never'] };
/** As a host does: a text with several values of a variable becomes several, a format of its own one. */
const replace = (text: string): readonly string[] => {
  const found = /\$\{(\w+):\w+\}|\$\{(\w+)\}|\[\[(\w+)\]\]|\$(\w+)/.exec(text);
  const [whole = '', formatted, ...plain] = found ?? [];
  const values = VALUES[formatted ?? plain.find((name) => name !== undefined) ?? ''];
  if (values === undefined) {
    return [text];
  }
  return formatted ? [text.replace(whole, values.join(','))] : values.map((value) => text.split(whole).join(value));
};
const filled = (text: string) => interpolatedText(text, replace).text;

test.each([
  ['uid_in: [$country]', 'uid_in: ["US", "CA"]'],
  ['uid_in: [${country}] [[country]]', 'uid_in: ["US", "CA"] "US", "CA"'],
  ['uid: $uid', 'uid: "a\\"b\\\\c"'],
  ['uid_in: [$none]', 'uid_in: []'],
  ['uid_like: "%$uid"', 'uid_like: "%a\\"b\\\\c"'],
  ['OR_in: ["x-$country"]', 'OR_in: ["x-US", "x-CA"]'],
  ['n_in: [${country:csv}]', 'n_in: [US,CA]'],
  ['datetime_geq: $from # $country', 'datetime_geq: $from # $country'],
  ['$other "$other" $bucket_ASC', '$other "$other" $bucket_ASC'],
  ['"""$country"""', '"""$country"""'],
])('variables of the dashboard in %s', (text, expected) => {
  expect(filled(text)).toBe(expected);
});

test('every character that was not replaced is found where it stood', () => {
  const part = fc.constantFrom('$country', '${country:csv}', '"$uid é"', ' a ', '\n', '$from', '# $uid\n', '"x"', '{}');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join(' ');
      const { text: next, back } = interpolatedText(text, replace);
      for (let offset = 0; offset <= next.length; offset++) {
        const found = back(offset);
        expect(found >= 0 && found <= text.length).toBe(true);
        const replaced = text[found] !== next[offset];
        // The start of a variable, or of a string that holds one.
        expect(!replaced || /^(\$|")/.test(text.slice(found))).toBe(true);
      }
      expect(back(next.length)).toBe(text.length);
    })
  );
});

test('what nobody has replaced is named where it stands; comments and our own variables are not looked at', () => {
  const text = '{ uid_in: ["$video", $country] # $nobody\n datetime_geq: $from x: $bucket_DESC a: "[[old]]" }';
  expect(
    unresolved(text).map(({ message, offset }) => [message.split(' ')[0], text.slice(offset, offset + 4)])
  ).toEqual([
    ['$video', '"$vi'],
    ['$country', '$cou'],
    ['[[old]]', '"[[o'],
  ]);
});

test('$bucket becomes a name, but not within strings and comments', () => {
  expect(withBucket('ts: $bucket [$bucket_ASC] "$bucket" # $bucket', 'date')).toBe(
    'ts: date [date_ASC] "$bucket" # $bucket'
  );
});

test('lines end in any way', () => {
  expect(placeOf('a\nbc\r\nd\re', 0)).toBe('line 1, column 1');
  expect(placeOf('a\nbc\r\nd\re', 3)).toBe('line 2, column 2');
  expect(placeOf('a\nbc\r\nd\re', 6)).toBe('line 3, column 1');
  expect(placeOf('a\nbc\r\nd\re', 9)).toBe('line 4, column 2');
});
