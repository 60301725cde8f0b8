/**
 * GraphQL as somebody types it, with what stands for something else in it:
 *
 *   $from, $to, $accountTag   variables of GraphQL that are always there
 *   $bucket                   a name, of which GraphQL has no variables: `ts: $bucket`, `$bucket_ASC`
 *   $country, ${country:csv}  variables of the dashboard
 *
 * Comments are left alone. An offset counts UTF-16 units from the start of the text.
 */

/** Something wrong in a text, and where. */
export interface Mistake {
  readonly message: string;
  readonly offset: number;
}

/** Strings, comments, variables and brackets; all else is of no interest here. */
const TOKEN =
  /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*|\$\{[^}]*\}|\$[A-Za-z_]\w*|\[\[\w+(?::\w+)?\]\]|[{}()[\]]/g;

/** A variable of a dashboard in any of the forms in which Grafana takes one. */
export const VARIABLE = /\$[A-Za-z_]\w*|\$\{[^}]+\}|\[\[[^\]]+\]\]/;
const BUCKET = /^\$bucket(_[A-Z]+)?$/;
const OWN = ['$from', '$to', '$accountTag'];

/** Stands for `$bucket` in text that is parsed: a name, and just as long, so that every offset is the same. */
export const BUCKET_NAME = '_bucket';

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const tokens = (text: string): Token[] =>
  [...text.matchAll(TOKEN)].map(({ 0: found, index = 0 }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));

const isString = ({ text }: Token): boolean => text.startsWith('"');
const isVariable = ({ text }: Token): boolean => text.startsWith('$') || text.startsWith('[[');

/** The text with a name in the place of `$bucket`. */
export const withBucket = (text: string, name: string): string =>
  rewritten(text, ({ text: token }) => (BUCKET.test(token) ? token.replace('$bucket', name) : token)).text;

/** Variables of the dashboard that were not replaced. */
export const unresolved = (text: string): Mistake[] =>
  tokens(text).flatMap((token) => {
    const own = BUCKET.test(token.text) || OWN.includes(token.text);
    const name = isString(token) || (isVariable(token) && !own) ? VARIABLE.exec(token.text)?.[0] : undefined;
    return name === undefined
      ? []
      : [
          {
            offset: token.start,
            message: `${name} has no value here. $from, $to, $bucket and $accountTag are always there; variables of a dashboard are not in alert rules: write the value instead.`,
          },
        ];
  });

/** Where brackets nest deeper than any query of the API does; a parser would run out of stack. */
export function tooDeep(text: string, most: number): Mistake | undefined {
  let depth = 0;
  for (const { text: token, start } of tokens(text)) {
    depth += '{(['.includes(token) ? 1 : '})]'.includes(token) ? -1 : 0;
    if (depth > most) {
      return { offset: start, message: `Brackets nest ${most} deep at most.` };
    }
  }
  return undefined;
}

/** A text in which some parts were replaced. */
export interface Rewritten {
  readonly text: string;
  /** The offset in the text as it was. */
  readonly back: (offset: number) => number;
}

/**
 * The text with variables of the dashboard replaced. One that stands by itself becomes its values as strings, with commas between
 * them, so that it belongs into a list: `uid_in: [$uid]`. In a string it becomes part of it, and where it has several values the
 * string becomes as many: `["%-$name"]`. What `replace` leaves as it is stays; what it gives for a variable with a format of
 * its own, such as `${rows:raw}`, is put in as it is.
 *
 * @param replace the values of a text with its variables
 */
export const interpolatedText = (text: string, replace: (text: string) => readonly string[]): Rewritten =>
  rewritten(text, (token) => {
    if (isString(token)) {
      const said = VARIABLE.test(token.text) ? stringOf(token.text) : undefined;
      return said === undefined ? token.text : strings(replace(said));
    }
    if (!isVariable(token) || BUCKET.test(token.text) || OWN.includes(token.text)) {
      return token.text;
    }
    const values = replace(token.text);
    return values.length === 1 && (values[0] === token.text || token.text.includes(':')) ? values[0] : strings(values);
  });

const strings = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(', ');

/** What a string in quotes says; undefined of a block or of an escape that JSON does not have. */
function stringOf(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

function rewritten(text: string, write: (token: Token) => string): Rewritten {
  const parts: string[] = [];
  const changes: Array<{ start: number; end: number; from: number; to: number }> = [];
  let read = 0;
  let length = 0;
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  for (const token of tokens(text)) {
    const next = write(token);
    if (next !== token.text) {
      add(text.slice(read, token.start));
      changes.push({ start: token.start, end: token.end, from: length, to: length + next.length });
      add(next);
      read = token.end;
    }
  }
  add(text.slice(read));
  return {
    text: parts.join(''),
    back: (offset) => {
      const last = changes.filter(({ from }) => from <= offset).pop();
      return last === undefined ? offset : offset < last.to ? last.start : offset - last.to + last.end;
    },
  };
}

/** `line 3, column 5`, both from 1 on. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `line ${before.length}, column ${before[before.length - 1].length + 1}`;
}
