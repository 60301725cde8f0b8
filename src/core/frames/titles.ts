import type { Dimension } from '../catalogue/dataset';
import { namedBy, nameOf, type Names } from '../names/lookup';

/** What a group of rows is called. */
export interface Title {
  /** Its value of each dimension. */
  readonly key: readonly string[];
  /** The same with names in the place of IDs. */
  readonly names: readonly string[];
  /** The same, with a part of the ID behind a name that another ID has too. */
  readonly apart: readonly string[];
}

/** Enough of an ID to tell it from the few others of the same name. */
const SHORT = 8;

/**
 * Titles of groups, in their order.
 *
 * @param names absent where IDs are to stand for themselves
 *
 * Law: groups of different keys are apart, but for names that end in another's ID.
 */
export function titles(
  dimensions: readonly Dimension[],
  keys: ReadonlyArray<readonly string[]>,
  names: Names | undefined
): Title[] {
  if (names === undefined) {
    return keys.map((key) => ({ key, names: key, apart: key }));
  }
  const columns = dimensions.map((dimension, d) => {
    const what = namedBy(dimension);
    if (what === undefined) {
      return undefined;
    }
    const named = (id: string) => nameOf(names, what, id);
    return { named, apart: apart([...new Set(keys.map((key) => key[d]))], named) };
  });
  return keys.map((key) => ({
    key,
    names: key.map((text, d) => columns[d]?.named(text) ?? text),
    apart: key.map((text, d) => columns[d]?.apart.get(text) ?? text),
  }));
}

/** By ID the name, with what tells it from the others of that name. */
function apart(ids: readonly string[], nameOfId: (id: string) => string): ReadonlyMap<string, string> {
  const namesakes = new Map<string, string[]>();
  for (const id of ids) {
    const name = nameOfId(id);
    namesakes.set(name, [...(namesakes.get(name) ?? []), id]);
  }
  return new Map(
    [...namesakes].flatMap(([name, same]) => {
      const short = new Set(same.map((id) => id.slice(0, SHORT))).size === same.length ? SHORT : undefined;
      return same.map((id): [string, string] => [id, same.length > 1 ? `${name} (${id.slice(0, short)})` : name]);
    })
  );
}
