import { frame } from '../frames/fields';
import type { FieldJson, FrameJson, Result } from '../seam';
import type { Mark } from './events';

/** Fields by the names that Grafana reads annotations by; tags are parted by commas there. */
const FIELDS: readonly FieldJson[] = [
  { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } },
  { name: 'timeEnd', type: 'time', typeInfo: { frame: 'time.Time' } },
  ...['title', 'text', 'tags'].map((name): FieldJson => ({ name, type: 'string', typeInfo: { frame: 'string' } })),
];

/** The answer with marks in the place of the rows that they were made of. */
export function annotated(result: Result, marks: readonly Mark[], refId: string): Result {
  const made = frame(refId, undefined, FIELDS, [
    marks.map(({ time }) => time),
    marks.map(({ timeEnd }) => timeEnd),
    marks.map(({ title }) => title),
    marks.map(({ text }) => text),
    marks.map(({ tags }) => tags.map((tag) => tag.replace(/,/g, ' ')).join(',')),
  ]);
  const meta = { ...result.frames[0]?.schema.meta, ...made.schema.meta };
  const frames: FrameJson[] = [{ schema: { ...made.schema, meta }, data: made.data }];
  return { ...result, frames };
}
