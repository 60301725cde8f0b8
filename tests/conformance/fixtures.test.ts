import { advance, begin, type Ask } from '../../src/core';
import { names, read } from './fixture';

const byId = (a: Ask, b: Ask): number => (a.id < b.id ? -1 : 1);

/** A text where another one begins to differ from it: whole results are long to compare, and longer to read. */
function around(text: string, other: string): string {
  if (text === other) {
    return '';
  }
  const at = Array.from(text, (_, i) => i).find((i) => text[i] !== other[i]) ?? text.length;
  return `from ${Math.max(0, at - 80)} on: ${text.slice(Math.max(0, at - 80), at + 80)}`;
}

test.each(names())('%s: the same asks and, byte for byte, the same result', (name) => {
  const { query, context, exchanges, result } = read(name);
  const replies = new Map(exchanges.map(({ reply }) => [reply.id, reply]));
  let step = begin(query, context);
  const asked = [...step.asks];
  for (const open = [...step.asks]; step.result === undefined;) {
    const ask = open.shift() as Ask;
    step = advance(step.execution, replies.has(ask.id) ? [replies.get(ask.id)!] : []);
    open.push(...step.asks);
    asked.push(...step.asks);
  }
  expect(asked.sort(byId)).toEqual(exchanges.map(({ ask }) => ask));
  const [given, right] = [JSON.stringify(step.result), JSON.stringify(result)];
  expect(around(given, right)).toBe(around(right, given));
});
