import type { Dimension, Value } from './dimensions';
import type { Events } from './events';
import type { Order } from './keys';
import { written, type Question } from './question';
import { first } from './ranking';

/** After all that is asked for, events come in the order of time; what happened in one second, in one order always. */
const AT_LAST: Order = { field: 'datetime', descending: false };

/** Rows that are one event each, as the schema's default resolvers read them. */
export function eventRows({ dataset, orders, limit, span, accepted, world }: Question): Array<Record<string, Value>> {
  const places: Array<{ day: Events; row: number }> = [];
  const columns = [...orders, AT_LAST].map((order) => ({ ...order, codes: [] as number[] }));
  const days = [...world.archive.days[dataset.kind](span)];
  const sample = world.sampling(days.reduce((sum, { size }) => sum + size, 0));
  for (const day of days) {
    const isAccepted = accepted(day);
    const isKept = sample.keeps(day);
    const reads = columns.map(({ field }) => world.dimensions[field].code(day));
    for (let row = 0; row < day.size; row++) {
      if (isKept(row) && isAccepted(row)) {
        places.push({ day, row });
        columns.forEach(({ codes, descending }, at) => codes.push(descending ? -reads[at](row) : reads[at](row)));
      }
    }
  }
  const fields = Object.entries(dataset.dimensions);
  const valueAt = ({ code, value }: Dimension, { day, row }: (typeof places)[number]) => value(code(day)(row));
  return first(
    columns.map(({ codes }) => codes),
    limit
  ).map((index) =>
    Object.fromEntries(
      fields.map(([name, type]) => [name, written(valueAt(world.dimensions[name], places[index]), type)])
    )
  );
}
