import { DAY_MS } from './day';
import { columnsOf, firstOf, type Events } from './events';
import { DAY_SECONDS, INPUTS, sessionsOf, type Session } from './inputs';
import { draws, hash } from './random';

// Looked up once, as in random.ts.
const { floor, min, round } = Math;

/** Ingest data centres. Bytewise ascending. */
export const COLOS = ['AMS', 'FRA', 'LHR', 'ORD', 'SJC', 'SIN'].sort();

/** What happens on a live input. The codes follow the webhooks'; how the API writes them is not documented. */
export const INGEST_EVENTS = [
  { code: 'live_input.connected', description: 'The encoder connected.' },
  { code: 'live_input.disconnected', description: 'The encoder disconnected.' },
  { code: 'live_input.segment_stored', description: 'A segment was stored.' },
  { code: 'live_input.errored', description: 'ERR_GOP_OUT_OF_RANGE: the keyframe interval is out of range.' },
  { code: 'live_input.errored', description: 'ERR_STORAGE_QUOTA_EXHAUSTED: the storage quota is exhausted.' },
] as const;

const [CONNECTED, DISCONNECTED, STORED, OUT_OF_RANGE, QUOTA] = INGEST_EVENTS.keys();

/** `uploadDurationRatio` comes in steps of this part of one: binary, so that sums are exact in any order. */
export const RATIO_STEPS = 1024;

const SHAPE = {
  second: Uint32Array,
  /** Index into the catalogue's inputs plus one. */
  input: Uint8Array,
  /** Index into INGEST_EVENTS. */
  event: Uint8Array,
  /** Index into COLOS. */
  colo: Uint8Array,
  /** How many equal segments the event stands for: those of a minute, and 0 for an event that is not about segments. */
  segments: Uint8Array,
  /** Of each segment, in bytes. */
  gopByteSize: Uint32Array,
  /** ms */
  gopDuration: Uint16Array,
  /** ms */
  gopUploadTime: Uint16Array,
  /** Times RATIO_STEPS. */
  uploadDurationRatio: Uint16Array,
} as const;

/** One UTC day of live inputs' events. */
export type Ingest = Events<keyof typeof SHAPE>;

/** Every input's session: two ends, a quota, and an event a minute. */
const MOST_EVENTS = INPUTS.length * (24 * 60 + 16);

/** A key frame must come this often, in ms. */
const GOP_RANGE = { from: 1000, to: 9000 };

/** The events of live inputs on the day that begins at `from`. An event about segments stands for those of one minute. */
export function makeIngest(seed: number, from: number): Ingest {
  const columns = columnsOf(SHAPE, MOST_EVENTS);
  let size = 0;
  const add = (second: number, input: number, event: number, colo: number): number => {
    columns.second[size] = second;
    columns.input[size] = input + 1;
    columns.event[size] = event;
    columns.colo[size] = colo;
    return size++;
  };

  for (const [input, { gopMs, kilobitsPerSecond, unhealthy }] of INPUTS.entries()) {
    const draw = draws(hash(seed, 11, input, from / DAY_MS));
    const addSegments = ({ from: start, to }: Session, colo: number) => {
      let isStruggling = false;
      for (let second = start; second < to; second += 60) {
        // Trouble lasts for some ten minutes.
        isStruggling = unhealthy && draw() < (isStruggling ? 0.9 : 0.04);
        const gop = round(isStruggling ? 400 + draw() * 14_000 : gopMs * (0.98 + 0.04 * draw()));
        const segments = floor((min(60, to - second) * 1000) / gop);
        if (segments > 0) {
          const isOut = gop < GOP_RANGE.from || gop > GOP_RANGE.to;
          const upload = round(gop * (isStruggling ? 0.8 + 0.6 * draw() : 0.2 + 0.35 * draw()));
          const row = add(second, input, isOut ? OUT_OF_RANGE : STORED, colo);
          columns.segments[row] = segments;
          columns.gopByteSize[row] = round((kilobitsPerSecond / 8) * gop * (0.9 + 0.2 * draw()));
          columns.gopDuration[row] = gop;
          columns.gopUploadTime[row] = upload;
          columns.uploadDurationRatio[row] = round((upload / gop) * RATIO_STEPS);
        }
      }
    };

    for (const session of sessionsOf(seed, input, from / DAY_MS)) {
      const colo = floor(draw() * COLOS.length);
      if (session.from > 0) {
        add(session.from, input, CONNECTED, colo);
      }
      addSegments(session, colo);
      if (session.to < DAY_SECONDS) {
        if (draw() < 0.05) {
          add(session.to, input, QUOTA, colo);
        }
        add(session.to, input, DISCONNECTED, colo);
      }
    }
  }
  return firstOf(columns, from, size);
}
