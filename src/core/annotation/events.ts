import { severityOf } from '../logs/severity';
import type { Cell, FrameJson, Window } from '../seam';
import { MINUTE } from '../time/units';
import type { AnnotationType } from './annotation';

/** What is marked in panels. Times in ms since the epoch. */
export interface Mark {
  readonly time: number;
  /** The same as `time` where no time passes. */
  readonly timeEnd: number;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

/** An event of a live input. */
export interface InputEvent {
  readonly time: number;
  /** The input's name, or its ID. */
  readonly input: string;
  readonly code: string;
  readonly description: string;
}

/** A range until now ends a moment before it is asked for. */
const JUST_NOW = MINUTE;

/** The marks of a range, oldest first, of what was read for them. Until `now` something may go on. */
export function marksOf(type: AnnotationType, frame: FrameJson | undefined, range: Window, now: number): Mark[] {
  if (frame === undefined) {
    return [];
  }
  const marks =
    type === 'videos'
      ? videoMarks(frame)
      : type === 'liveEvents'
        ? eventMarks(eventsIn(frame))
        : sessionMarks(eventsIn(frame), { from: range.from, to: Math.min(range.to, now) }, range.to >= now - JUST_NOW);
  return marks.sort((a, b) => a.time - b.time);
}

/**
 * Sessions of every input: from a connection to the next disconnection. One whose connection is not there began before the range;
 * one whose disconnection is not there goes on to the end. Those that lie outside of the range are left out.
 */
export function sessionMarks(events: readonly InputEvent[], { from, to }: Window, goesOn: boolean): Mark[] {
  const marks: Mark[] = [];
  const add = (input: string, begun: number | undefined, ended: number | undefined) => {
    const mark = { time: begun ?? from, timeEnd: ended ?? to };
    if (mark.timeEnd > from && mark.time < to) {
      const lasted = ended === undefined && goesOn ? 'live until now' : 'live';
      const text = `${input}: ${lasted}${begun === undefined ? ', since before the time range' : ''}`;
      marks.push({ ...mark, title: 'Live session', text, tags: ['live', input] });
    }
  };
  for (const [input, own] of byInput(events)) {
    let begun: number | undefined;
    let known = false;
    for (const { time, code } of own) {
      if (kindOf(code) === 'connected') {
        begun = begun ?? time;
      } else if (kindOf(code) === 'disconnected' && (begun !== undefined || !known)) {
        add(input, begun, time);
        begun = undefined;
      }
      known = true;
    }
    if (begun !== undefined) {
      add(input, begun, undefined);
    }
  }
  return marks;
}

const TITLES = { connected: 'Connected', disconnected: 'Disconnected', errored: 'Error' } as const;

/** Errors of the same kind that follow so closely are one trouble. */
const SAME_TROUBLE = 5 * MINUTE;

/** Each event as a mark; errors of an input that go on and on as one. */
export function eventMarks(events: readonly InputEvent[]): Mark[] {
  const marks: Mark[] = [];
  for (const own of byInput(events).values()) {
    const errors = new Map<string, number>();
    for (const { time, input, code, description } of own) {
      const kind = kindOf(code);
      const last = kind === 'errored' ? errors.get(code) : undefined;
      if (last !== undefined && time - marks[last].timeEnd <= SAME_TROUBLE) {
        marks[last] = { ...marks[last], timeEnd: time };
        continue;
      }
      errors.set(code, marks.length);
      const text = [input, description].filter((each) => each !== '').join(': ');
      marks.push({ time, timeEnd: time, title: TITLES[kind], text, tags: [code, input] });
    }
  }
  return marks;
}

function kindOf(code: string): keyof typeof TITLES {
  return severityOf(code) === 'error' || /fail/i.test(code)
    ? 'errored'
    : /disconnect/i.test(code)
      ? 'disconnected'
      : 'connected';
}

/** Oldest first; of events at the same time a disconnection comes first. */
function byInput(events: readonly InputEvent[]): Map<string, InputEvent[]> {
  const ordered = [...events].sort(
    (a, b) => a.time - b.time || Number(kindOf(a.code) === 'connected') - Number(kindOf(b.code) === 'connected')
  );
  const inputs = new Map<string, InputEvent[]>();
  ordered.forEach((event) => inputs.set(event.input, [...(inputs.get(event.input) ?? []), event]));
  return inputs;
}

function eventsIn(frame: FrameJson): InputEvent[] {
  const column = columnsOf(frame);
  const [times, inputs, names, codes, descriptions] = [
    ...['time', 'inputId', 'liveInput', 'eventCode', 'eventDescription'],
  ].map(column);
  return times.map((time, row) => ({
    time: Number(time),
    input: text(names[row]) || text(inputs[row]),
    code: text(codes[row]),
    description: text(descriptions[row]),
  }));
}

function videoMarks(frame: FrameJson): Mark[] {
  const [times, uids, names, creators, states] = ['created', 'uid', 'name', 'creator', 'status'].map(columnsOf(frame));
  return times.flatMap((created, row) => {
    const time = Number(created);
    const name = text(names[row]) || text(uids[row]);
    const tags = [states[row], creators[row]].map(text).filter((each) => each !== '');
    return created === null ? [] : [{ time, timeEnd: time, title: 'Video created', text: name, tags }];
  });
}

const columnsOf =
  ({ schema, data }: FrameJson) =>
  (name: string): readonly Cell[] =>
    data.values[schema.fields.findIndex((field) => field.name === name)] ?? [];

const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
