import * as fc from 'fast-check';
import { problems } from '../query/parse';
import type { FrameJson, Result } from '../seam';
import { annotatedWindow, annotationQuery, defaultAnnotation, isAnnotationType } from './annotation';
import { eventMarks, marksOf, sessionMarks, type InputEvent } from './events';
import { annotated } from './frame';
import { MINUTE } from '../time/units';

const RANGE = { from: 1000, to: 2000 };

const event = (time: number, code: string, input = 'stage', description = ''): InputEvent => ({
  time,
  input,
  code: `live_input.${code}`,
  description,
});

const spans = (marks: ReadonlyArray<{ time: number; timeEnd: number; text: string }>) =>
  marks.map(({ time, timeEnd, text }) => `${time}-${timeEnd} ${text}`);

test.each<[string, InputEvent[], boolean, string[]]>([
  [
    'a connection and its disconnection',
    [event(1100, 'connected'), event(1200, 'disconnected')],
    true,
    ['1100-1200 stage: live'],
  ],
  ['one that goes on', [event(1100, 'connected')], true, ['1100-2000 stage: live until now']],
  ['one that goes on beyond a range in the past', [event(1100, 'connected')], false, ['1100-2000 stage: live']],
  [
    'one that began before all that was read',
    [event(1200, 'disconnected')],
    true,
    ['1000-1200 stage: live, since before the time range'],
  ],
  [
    'one that began before the range',
    [event(900, 'connected'), event(1200, 'disconnected')],
    true,
    ['900-1200 stage: live'],
  ],
  ['one that ended before the range', [event(900, 'connected'), event(950, 'disconnected')], true, []],
  [
    'a disconnection without a connection after another',
    [event(1100, 'connected'), event(1200, 'disconnected'), event(1300, 'disconnected')],
    true,
    ['1100-1200 stage: live'],
  ],
  [
    'a reconnection goes on',
    [event(1100, 'connected'), event(1150, 'reconnected'), event(1200, 'disconnected')],
    true,
    ['1100-1200 stage: live'],
  ],
  [
    'a change in the same moment',
    [event(1100, 'connected'), event(1200, 'connected'), event(1200, 'disconnected')],
    true,
    ['1100-1200 stage: live', '1200-2000 stage: live until now'],
  ],
  [
    'two inputs',
    [event(1100, 'connected'), event(1150, 'connected', 'studio'), event(1200, 'disconnected')],
    true,
    ['1100-1200 stage: live', '1150-2000 studio: live until now'],
  ],
])('sessions: %s', (_, events, goesOn, expected) => {
  expect(spans(sessionMarks(events, RANGE, goesOn))).toEqual(expected);
});

test('every session that touches the range is marked, of which an end was read', () => {
  const edges = fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 });
  fc.assert(
    fc.property(edges, fc.integer({ min: 0, max: 1000 }), (given, readFrom) => {
      const times = [...given].sort((a, b) => a - b);
      const sessions = times.flatMap((time, i) => (i % 2 === 0 ? [{ from: time, to: times[i + 1] ?? Infinity }] : []));
      const events = times
        .map((time, i) => event(time, i % 2 === 0 ? 'connected' : 'disconnected'))
        .filter(({ time }) => time >= readFrom && time < RANGE.to);
      const expected = sessions
        .filter(({ from, to }) => to > RANGE.from && from < RANGE.to && (from >= readFrom || to < RANGE.to))
        .map(({ from, to }) => [from >= readFrom ? from : RANGE.from, Math.min(to, RANGE.to)]);
      expect(sessionMarks(events, RANGE, true).map(({ time, timeEnd }) => [time, timeEnd])).toEqual(expected);
    })
  );
});

test('errors that go on and on are one mark, others one each', () => {
  const errors = [0, 4, 8, 20].map((minute) => event(minute * MINUTE, 'errored', 'stage', 'ERR_GOP_OUT_OF_RANGE'));
  const marks = eventMarks([event(0, 'connected'), ...errors]);
  expect(marks.map(({ title, time, timeEnd }) => [title, time / MINUTE, timeEnd / MINUTE])).toEqual([
    ['Error', 0, 8],
    ['Connected', 0, 0],
    ['Error', 20, 20],
  ]);
  expect(marks[0].tags).toEqual(['live_input.errored', 'stage']);
});

const frameOf = (columns: Record<string, Array<string | number | null>>): FrameJson =>
  ({
    schema: { refId: 'A', meta: { notices: ['kept'] }, fields: Object.keys(columns).map((name) => ({ name })) },
    data: { values: Object.values(columns) },
  }) as unknown as FrameJson;

test('videos are marked when they were created, by their names', () => {
  const frame = frameOf({
    uid: ['a', 'b', 'c'],
    name: ['One, two', '', 'x'],
    creator: ['alice', '', ''],
    status: ['ready', 'error', 'ready'],
    created: [1500, 1200, null],
  });
  const marks = marksOf('videos', frame, RANGE, 5000);
  expect(marks).toEqual([
    { time: 1200, timeEnd: 1200, title: 'Video created', text: 'b', tags: ['error'] },
    { time: 1500, timeEnd: 1500, title: 'Video created', text: 'One, two', tags: ['ready', 'alice'] },
  ]);
  const result = annotated({ frames: [frame] } as unknown as Result, marks, 'Anno');
  expect(result.frames[0].schema.fields.map(({ name }) => name)).toEqual(['time', 'timeEnd', 'title', 'text', 'tags']);
  expect(result.frames[0].schema.meta).toMatchObject({ notices: ['kept'] });
  expect(result.frames[0].data.values).toEqual([
    [1200, 1500],
    [1200, 1500],
    ['Video created', 'Video created'],
    ['b', 'One, two'],
    ['error', 'ready,alice'],
  ]);
});

test('an input is called by its name where there is one', () => {
  const columns = { time: [1100], inputId: ['i'], eventCode: ['live_input.connected'], eventDescription: [''] };
  expect(marksOf('liveSessions', frameOf(columns), RANGE, 1500)[0]).toMatchObject({
    timeEnd: 1500,
    tags: ['live', 'i'],
  });
  expect(marksOf('liveSessions', frameOf({ ...columns, liveInput: ['Stage'] }), RANGE, 1500)[0].tags).toEqual([
    'live',
    'Stage',
  ]);
  expect(marksOf('liveEvents', undefined, RANGE, 1500)).toEqual([]);
});

test('queries of annotations are right, and sessions are read from a day before', () => {
  const filters = [{ field: 'uid', operator: 'eq', values: ['a'] }];
  const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
  for (const type of ['liveSessions', 'liveEvents', 'videos'] as const) {
    expect(isAnnotationType(type)).toBe(true);
    expect(problems(annotationQuery({ ...defaultAnnotation, type }, range))).toEqual([]);
  }
  expect(problems(annotationQuery({ version: 1, type: 'videos', filters }, range))).toEqual([]);
  expect(problems(annotationQuery({ version: 1, type: 'liveEvents', filters }, range))[0].message).toMatch(/"uid"/);
  expect(annotatedWindow('liveSessions', range)).toEqual({ from: range.from - 24 * 60 * MINUTE, to: range.to });
  expect(annotatedWindow('videos', range)).toEqual(range);
  expect(isAnnotationType('countries')).toBe(false);
});
