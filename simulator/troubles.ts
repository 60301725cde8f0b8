import type { Window } from '../src/core/seam';
import type { Archive } from './archive';
import type { Column, Events } from './events';
import { RATIO_STEPS } from './ingestDay';

/**
 * Trouble with the streams themselves, to order: what alert rules must see. Answers are as though it had been so all along;
 * `viewings` and `liveInputEvents` know nothing of it.
 *
 *   audience      everybody watches `value` times as many minutes
 *   disconnected  nothing comes in, and no event tells of it
 *   keyframes     come every `value` ms
 *   upload        takes `value` of the time that it has: 1 is all of it
 *   bitRate       is `value` times what it was
 *   storage       the account may store `value` minutes
 */
export interface Trouble extends Window {
  readonly kind: Kind;
  readonly value: number;
  /** uid of the live input; absent: all of them. */
  readonly input?: string;
}

type Kind = 'audience' | 'disconnected' | 'keyframes' | 'upload' | 'bitRate' | 'storage';

/** What a trouble does to a column of one kind of events; without a column the event does not happen. */
interface Effect {
  readonly on?: 'viewings' | 'ingest';
  readonly column?: string;
  becomes?(number: number, value: number): number;
}

const EFFECTS: Readonly<Record<Kind, Effect>> = {
  audience: { on: 'viewings', column: 'minutes', becomes: (minutes, value) => minutes * value },
  disconnected: { on: 'ingest' },
  keyframes: { on: 'ingest', column: 'gopDuration', becomes: (_, value) => value },
  upload: { on: 'ingest', column: 'uploadDurationRatio', becomes: (_, value) => Math.round(value * RATIO_STEPS) },
  bitRate: { on: 'ingest', column: 'gopByteSize', becomes: (bytes, value) => Math.round(bytes * value) },
  storage: {},
};

export interface Troubles {
  all(): readonly Trouble[];
  add(troubles: readonly Trouble[]): void;
  clear(): void;
}

export function makeTroubles(): Troubles {
  let troubles: readonly Trouble[] = [];
  return {
    all: () => troubles,
    add(more) {
      troubles = [...troubles, ...more];
    },
    clear() {
      troubles = [];
    },
  };
}

/** The archive as troubles leave it. */
export function troubled({ catalogue, days }: Archive, troubles: () => readonly Trouble[]): Archive {
  const struckBy = <Name extends string>(on: Effect['on'], day: Events<Name>): Events<Name> =>
    troubles().reduce(
      (before, trouble) => (EFFECTS[trouble.kind].on === on ? struck(before, trouble, catalogue.inputs) : before),
      day
    );
  return {
    catalogue,
    days: {
      ...days,
      *viewings(window) {
        for (const day of days.viewings(window)) {
          yield struckBy('viewings', day);
        }
      },
      *ingest(window) {
        for (const day of days.ingest(window)) {
          yield struckBy('ingest', day);
        }
      },
    },
  };
}

/** A day of events with one trouble. @param inputs uids that the column `input` stands for, from 1 on */
function struck<Name extends string>(
  day: Events<Name>,
  { kind, from, to, value, input }: Trouble,
  inputs: readonly string[]
): Events<Name> {
  const columns: Readonly<Record<string, Column>> = day.columns;
  const index = input === undefined ? undefined : 1 + inputs.indexOf(input);
  const strikes = (row: number): boolean => {
    const time = day.from + columns.second[row] * 1000;
    return time >= from && time < to && (index === undefined || columns.input[row] === index);
  };
  const rows = Array.from({ length: day.size }, (_, row) => row);
  const { column, becomes = (same: number) => same } = EFFECTS[kind];
  if (column === undefined) {
    const kept = rows.filter((row) => !strikes(row));
    const left = Object.entries(columns).map(([name, of]) => [name, Uint32Array.from(kept, (row) => of[row])]);
    return { ...day, size: kept.length, columns: Object.fromEntries(left) };
  }
  const changed = Uint32Array.from(rows, (row) =>
    strikes(row) ? becomes(columns[column][row], value) : columns[column][row]
  );
  return { ...day, columns: { ...day.columns, [column]: changed } };
}

/** The trouble of a kind that holds at a moment, if any: the one that was ordered last. @param input uid */
export const troubleAt = (troubles: readonly Trouble[], kind: Kind, now: number, input?: string): Trouble | undefined =>
  [...troubles]
    .reverse()
    .find((each) => each.kind === kind && now >= each.from && now < each.to && (each.input ?? input) === input);

/** Troubles out of JSON, or a sentence on what is wrong with it. Without `from` and `to` they hold at any time. */
export function parseTroubles(given: unknown): readonly Trouble[] | string {
  if (!Array.isArray(given)) {
    return 'A list of troubles is needed.';
  }
  const troubles = given.map((each): Trouble => ({ from: 0, to: Infinity, value: 0, ...each }));
  for (const { kind, value, from, to } of troubles) {
    if (!(kind in EFFECTS)) {
      return `The kind of a trouble is one of ${Object.keys(EFFECTS).join(', ')}.`;
    }
    if (!(value >= 0 && from < to)) {
      return `A trouble of kind ${kind} needs a value from 0 on, and from before to.`;
    }
  }
  return troubles;
}
