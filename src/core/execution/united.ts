import { keyOf, type Groups, type TextDimension } from './groups';

/** Groups of several reads as one: every group of any of them, the columns of all one behind another, NaN where a read has no such group. */
export function united(all: readonly Groups[]): Groups {
  if (all.length <= 1) {
    return all[0] ?? { size: 0, dimensions: [], values: [], width: 1 };
  }
  const known = new Map<string, number>();
  const keys: string[][] = [];
  const places = all.map((groups) =>
    Array.from({ length: groups.size }, (_, index) => {
      const key = keyOf(groups, index);
      const text = JSON.stringify(key);
      const place = known.get(text) ?? keys.push(key) - 1;
      known.set(text, place);
      return place;
    })
  );
  const { width, dimensions } = all[0];
  return {
    size: keys.length,
    dimensions: dimensions.map((dimension, d) =>
      coded(
        dimension,
        keys.map((key) => key[d])
      )
    ),
    values: all.flatMap(({ values }, which) => values.map((each) => moved(each, width, places[which], keys.length))),
    width,
  };
}

/** One more group behind the others, of one text in every dimension. */
export function withGroup(groups: Groups, text: string, numbers: readonly Float64Array[]): Groups {
  return {
    ...groups,
    size: groups.size + 1,
    dimensions: groups.dimensions.map(({ dictionary, codes, numeric }) => ({
      numeric,
      dictionary: [...dictionary, text],
      codes: Uint32Array.of(...codes, dictionary.length),
    })),
    values: groups.values.map((each, i) => Float64Array.of(...each, ...numbers[i])),
  };
}

function coded({ numeric }: TextDimension, texts: readonly string[]): TextDimension {
  const codes = new Map<string, number>();
  texts.forEach((text) => codes.set(text, codes.get(text) ?? codes.size));
  return {
    numeric,
    dictionary: [...codes.keys()],
    codes: Uint32Array.from(texts, (text) => codes.get(text) as number),
  };
}

function moved(values: Float64Array, width: number, places: readonly number[], size: number): Float64Array {
  const into = new Float64Array(size * width).fill(NaN);
  places.forEach((place, index) => {
    for (let slot = 0; slot < width; slot++) {
      into[place * width + slot] = values[index * width + slot];
    }
  });
  return into;
}
