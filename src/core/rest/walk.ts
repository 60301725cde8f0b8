import { failure, type Failure } from '../failure';
import { toTime, toWords } from '../time/instant';
import { call } from './call';
import { conditionsOn, listed } from './conditions';
import { ENDPOINTS } from './endpoints';
import { matches } from './matches';
import type { Heard, Next, Row, Source, SourceQuery, Walked } from './source';
import { SECOND } from '../time/units';

/**
 * All videos that a query may show. The API has neither pages nor a cursor: it gives a thousand videos by the time at which
 * they were created, before or after a time. Several may share that time, and whether a bound is inclusive is not documented,
 * so each page begins a second before the last one ended, and what is met again counts once. A page with nothing new is the end.
 * Source: developers.cloudflare.com/api/resources/stream/methods/list
 *
 * Laws (walk.test.ts): whether the API's bounds are inclusive or not, and even if it gives fewer videos at a time, every video
 * comes that matches, or a failure that says why not; with a limit in the order of the walk, every one that can be among the
 * first.
 *
 * @param walked how far an earlier step came
 */
export function walk(query: SourceQuery, source: Source, heard: Heard, walked: Walked = START): Next {
  const { page, rows, tail, met } = walked;
  const [first = source.order] = query.orderBy;
  const ascending = first.field === 'created' && first.direction === 'asc';
  const id = `videos-${String(page).padStart(2, '0')}`;
  const found = heard.get(id);
  if (found === undefined) {
    return page < MOST_PAGES
      ? { needs: [call(id, 'videos', { asc: String(ascending), ...bounds(query), ...walked.cursor })], walked }
      : tooMany(met);
  }
  const fresh = found.filter(({ uid }) => !tail.has(uid));
  const edge = found.length === 0 ? NaN : Number(found[found.length - 1].created);
  if (!inOrder(found, ascending) || (found.length > 0 && edge !== edge)) {
    return failure('upstream', 'Cloudflare gives videos in another order than by the time at which they were created.');
  }
  const matching = [...rows, ...fresh.filter((row) => matches(row, query.filters, source))];
  if (fresh.length === 0 && found.length >= ENDPOINTS.videos.most) {
    return stuck(edge);
  }
  if (fresh.length === 0 || (first.field === 'created' && enough(matching, query.limit, edge, ascending))) {
    return { rows: matching, notices: [] };
  }
  const near = found.filter(({ created }) => Math.abs(Number(created) - edge) <= 2 * SECOND).map(({ uid }) => uid);
  return walk(query, source, heard, {
    page: page + 1,
    rows: matching,
    tail: new Set(near.length < found.length ? near : [...tail, ...near]),
    met: met + fresh.length,
    cursor: ascending ? { after: toTime(edge - SECOND) } : { before: toTime(edge + 2 * SECOND - 1) },
  });
}

const START: Walked = { page: 0, rows: [], tail: new Set(), met: 0, cursor: {} };

/** With a thousand videos each, which is more than most accounts have. */
const MOST_PAGES = 25;

/** What the API itself can leave out. Times are widened by a second, since the filters are looked at again. */
function bounds({ filters }: SourceQuery): Readonly<Record<string, string>> {
  const creators = listed(filters, 'creator');
  const times = conditionsOn(filters, 'created');
  const from = times.find(({ operator }) => operator === 'gt' || operator === 'geq');
  const to = times.find(({ operator }) => operator === 'lt' || operator === 'leq');
  return {
    ...(creators?.length === 1 && creators[0] !== '' ? { creator: creators[0] } : {}),
    ...(from ? { after: toTime(Date.parse(from.values[0]) - SECOND) } : {}),
    ...(to ? { before: toTime(Date.parse(to.values[0]) + SECOND) } : {}),
  };
}

const tooMany = (met: number): Failure =>
  failure(
    'limit',
    `More than ${met} videos would have to be read, and ${MOST_PAGES} calls are made at most. A filter by creator, ID or time of creation works, and so does a limit in the order of creation.`
  );

function inOrder(rows: readonly Row[], ascending: boolean): boolean {
  for (let i = 1; i < rows.length; i++) {
    if (ascending ? rows[i].created < rows[i - 1].created : rows[i].created > rows[i - 1].created) {
      return false;
    }
  }
  return true;
}

/** Whether enough rows lie before the edge, so that no row beyond it can be among the first. */
function enough(rows: readonly Row[], limit: number | undefined, edge: number, ascending: boolean): boolean {
  if (limit === undefined || rows.length < limit) {
    return false;
  }
  let inside = 0;
  for (const { created } of rows) {
    inside += (ascending ? Number(created) < edge : Number(created) > edge) ? 1 : 0;
  }
  return inside >= limit;
}

const stuck = (edge: number): Failure =>
  failure(
    'limit',
    `Cloudflare gives ${ENDPOINTS.videos.most} videos at a time and has more than that of ${toWords(edge)}: there is no way past them. A filter by creator or ID works.`
  );
