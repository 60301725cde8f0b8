import type { Filter } from '../query/query';

/**
 * The filter that means exactly what a regular expression means, which has to match the whole value: alternatives of plain text,
 * with `.*` where any text may stand, and `.+` alone for any value but the empty one. The API has no regular expressions.
 *
 * @returns undefined for every other expression
 */
export function filterByPattern(field: string, pattern: string, negated: boolean): Filter | undefined {
  const alternatives = alternativesIn(pattern);
  if (alternatives === undefined || alternatives.some((each) => !isSimple(each))) {
    return undefined;
  }
  const texts = alternatives.filter((each) => each.every(isText)).map((each) => each.map(({ text }) => text).join(''));
  const others = alternatives
    .filter((each) => !each.every(isText))
    .map((each): Filter => {
      const isSome = each[0].is === 'some';
      const like = each.map(({ is, text }) => (is === 'any' ? '%' : text)).join('');
      const operator = isSome ? (negated ? 'eq' : 'neq') : negated ? 'notlike' : 'like';
      return { field, operator, values: [isSome ? '' : like] };
    });
  const filters =
    texts.length === 0 ? others : [{ field, operator: negated ? 'notin' : 'in', values: texts }, ...others];
  return filters.length === 1 ? filters[0] : negated ? { and: filters } : { or: filters };
}

interface Token {
  readonly is: 'text' | 'any' | 'some' | 'bar';
  readonly text: string;
}

const isText = ({ is }: Token): boolean => is === 'text';

/** Plain text, or text that the API has a pattern for. A pattern must not contain `%` or `_` as characters: how to escape them is not documented. */
const isSimple = (tokens: readonly Token[]): boolean =>
  tokens.every(isText) ||
  (tokens.length === 1 && tokens[0].is === 'some') ||
  tokens.every(({ is, text }) => is === 'any' || (is === 'text' && text !== '%' && text !== '_'));

/** What stands between the bars of an expression, or of the one group that it is. */
function alternativesIn(pattern: string): Token[][] | undefined {
  const tokens = read(pattern);
  return tokens?.reduce<Token[][]>(
    (before, token) =>
      token.is === 'bar' ? [...before, []] : [...before.slice(0, -1), [...before[before.length - 1], token]],
    [[]]
  );
}

const [BAR, ANY, SOME]: Token[] = [
  { is: 'bar', text: '|' },
  { is: 'any', text: '.*' },
  { is: 'some', text: '.+' },
];

function read(pattern: string): Token[] | undefined {
  const opening = /^\^?(\((?:\?:)?)?/.exec(pattern) as RegExpExecArray;
  const closing = opening[1] === undefined ? /^\$?$/ : /^\)\$?$/;
  const tokens: Token[] = [];
  let at = opening[0].length;
  for (; at < pattern.length && !closing.test(pattern.slice(at)); at++) {
    const token = tokenAt(pattern, at);
    if (token === undefined) {
      return undefined;
    }
    tokens.push(token);
    at += token.is === 'any' || token.is === 'some' || pattern[at] === '\\' ? 1 : 0;
  }
  return closing.test(pattern.slice(at)) ? tokens : undefined;
}

function tokenAt(pattern: string, at: number): Token | undefined {
  const [char, next = ''] = [pattern[at], pattern[at + 1]];
  if (char === '.') {
    return next === '*' ? ANY : next === '+' ? SOME : undefined;
  }
  if (char === '\\') {
    return /[^\w\s]/.test(next) ? { is: 'text', text: next } : undefined;
  }
  return char === '|' ? BAR : /[$*+?()[\]{}^]/.test(char) ? undefined : { is: 'text', text: char };
}
