import * as fc from 'fast-check';
import type { Refusal, Reply, RestAsk, Table } from '../seam';
import { hear, isOver, lookUp, lookupNotices, MOST_NAMED, nameOf, namesIn, type Lookup } from './lookup';

const text = (name: string, values: readonly string[]) => ({
  name,
  kind: 'text' as const,
  dictionary: values,
  codes: values.map((_, i) => i),
});
const named = (rows: ReadonlyArray<readonly [string, string]>): Table => ({
  rows: rows.length,
  columns: [
    text(
      'uid',
      rows.map(([uid]) => uid)
    ),
    text(
      'meta.name',
      rows.map(([, name]) => name)
    ),
  ],
});

interface Library {
  readonly videos: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
}

/** As the gateway answers: the rows that there are of those that an ask lists. */
const reply = ({ id, rest }: RestAsk, { videos, inputs }: Library): Reply => {
  const library = rest.endpoint === 'videoNames' ? videos : inputs;
  const rows = rest.parameters.id
    .split(',')
    .flatMap((uid): Array<[string, string]> => (uid in library ? [[uid, library[uid]]] : []));
  return { id, table: named(rows) };
};
const answered = (lookup: Lookup, library: Library): Lookup =>
  hear(
    lookup,
    lookup.asks.map((ask) => reply(ask, library))
  );

test('a video is called by its name, else it is a live input by its name, else it goes by its ID', () => {
  const library = { videos: { a: 'Intro', b: '', c: ' ' }, inputs: { d: 'Studio', a: 'never' } };
  const heard = answered(lookUp({ video: ['a', 'b', 'c', 'd', 'e'], liveInput: ['d', 'a'] }), library);
  const names = namesIn(heard);
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => nameOf(names, 'video', id))).toEqual(['Intro', 'b', 'c', 'Studio', 'e']);
  expect(['d', 'a', 'e'].map((id) => nameOf(names, 'liveInput', id))).toEqual(['Studio', 'never', 'e']);
  expect(lookupNotices(heard, 'explore')).toEqual([]);
});

test('nothing is asked for what can be no ID', () => {
  expect(lookUp({ video: ['', 'a,b', 'a b', '…'], liveInput: [''] }).asks).toEqual([]);
  expect(isOver(lookUp({ video: [], liveInput: [] }))).toBe(true);
});

test('names go last, and numbers do not wait for them', () => {
  for (const ask of lookUp({ video: ['a'], liveInput: ['b'] }).asks) {
    expect(ask).toMatchObject({ purpose: 'names', patienceMs: 1500 });
  }
});

const refused = (refusal: Refusal) =>
  lookUp({ video: ['a'], liveInput: [] }).asks.map(({ id }): Reply => ({ id, refusal }));

test('what is refused goes by its ID; who explores reads that the permission is missing', () => {
  const begun = lookUp({ video: ['a'], liveInput: [] });
  const forbidden = hear(
    begun,
    refused({ kind: 'answer', status: 403, errors: [{ message: 'Authentication error', code: 10000 }] })
  );
  expect(isOver(forbidden)).toBe(true);
  expect(nameOf(namesIn(forbidden), 'video', 'a')).toBe('a');
  expect(lookupNotices(forbidden, 'panel')).toEqual([]);
  expect(lookupNotices(forbidden, 'explore')).toEqual([
    { severity: 'info', text: expect.stringMatching(/^Names are not shown\. .* Account · Stream · Read/) },
  ]);
  expect(lookupNotices(hear(begun, refused({ kind: 'timeout' })), 'explore')).toEqual([]);
});

test('of many IDs the first are asked for, and it is said', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);
  expect(lookupNotices(lookUp({ video: ids(MOST_NAMED), liveInput: [] }), 'panel')).toEqual([]);
  const cut = lookUp({ video: ids(MOST_NAMED + 1), liveInput: [] });
  expect(cut.asks.flatMap(({ rest }) => rest.parameters.id.split(','))).not.toContain(`v${MOST_NAMED}`);
  expect(lookupNotices(cut, 'panel')).toEqual([
    { severity: 'info', text: 'The first 500 are shown with their names, the others with their IDs alone.' },
  ]);
});

/** Few IDs, so that they meet in both libraries. */
const id = fc.constantFrom(...Array.from({ length: 120 }, (_, i) => `id${i}`));
const library = fc.dictionary(id, fc.constantFrom('', 'One', 'Two', '__proto__'));

test('law: whatever the order of replies, each ID has the name that the library has for it', () => {
  fc.assert(
    fc.property(
      fc.record({ video: fc.array(id), liveInput: fc.array(id) }),
      fc.record({ videos: library, inputs: library }),
      fc.infiniteStream(fc.nat()),
      (ids, given, order) => {
        const begun = lookUp(ids);
        const left = [...begun.asks];
        let heard = begun;
        while (left.length > 0) {
          expect(isOver(heard)).toBe(false);
          const [ask] = left.splice((order.next().value as number) % left.length, 1);
          // A reply that came before, or that nobody waits for, changes nothing.
          heard = hear(heard, [
            reply(ask, given),
            { id: ask.id, table: named([[ids.video[0] ?? 'x', 'wrong']]) },
            { id: 'x', table: named([]) },
          ]);
        }
        expect(isOver(heard)).toBe(true);
        const names = namesIn(heard);
        const own = (from: Library['videos'], uid: string) =>
          Object.hasOwn(from, uid) && from[uid] !== '' ? from[uid] : undefined;
        for (const uid of ids.video) {
          expect(nameOf(names, 'video', uid)).toBe(own(given.videos, uid) ?? own(given.inputs, uid) ?? uid);
        }
        for (const uid of ids.liveInput) {
          expect(nameOf(names, 'liveInput', uid)).toBe(own(given.inputs, uid) ?? uid);
        }
      }
    )
  );
});
