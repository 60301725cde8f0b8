/** Order of two values of a dimension, as the API has it. */
export const compareValues = (a: string, b: string, numeric: boolean): number =>
  numeric ? Number(a) - Number(b) : compareText(a, b);

/** Order of texts by code points, which is the bytewise order of UTF-8 in which the API sorts and compares. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      return rank(x) - rank(y);
    }
  }
  return a.length - b.length;
}

/** UTF-16 puts U+E000 to U+FFFF behind surrogates, code points put them before. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** The place of each text among all of them, by code points, or as numbers where they are digits. Without surrogates the engine's own order is the same, and faster. */
export function textRanks(texts: readonly string[], numeric: boolean): Uint32Array {
  const sorted = numeric ? [...texts].sort((a, b) => Number(a) - Number(b)) : inCodePoints(texts);
  const places = new Map(sorted.map((text, place): [string, number] => [text, place]));
  return Uint32Array.from(texts, (text) => places.get(text) as number);
}

const inCodePoints = (texts: readonly string[]): string[] =>
  texts.some((text) => /[\ud800-\udfff]/.test(text)) ? [...texts].sort(compareText) : [...texts].sort();
