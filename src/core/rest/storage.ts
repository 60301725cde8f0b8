import { failure } from '../failure';
import { infos } from '../notice';
import type { Table } from '../seam';
import { call } from './call';
import { numbered } from './candidates';
import { listed } from './conditions';
import { rowsOf } from './rows';
import {
  makeSource,
  numberColumn,
  type Column,
  type Heard,
  type Row,
  type Source,
  type SourceQuery,
  type Next,
  type Walked,
} from './source';
import { readVideos, videos } from './videos';
import { walk } from './walk';

const creator: Column = {
  name: 'creator',
  type: 'string',
  subject: 'creator',
  label: 'Creator',
  description: 'Creator ID that you gave the videos.',
};
const minutes = numberColumn('totalStorageMinutes', 'Minutes stored', 'short', 'Minutes of video that are stored.');
const limit = numberColumn(
  'totalStorageMinutesLimit',
  'Storage limit',
  'short',
  'Minutes of video that the account may store.'
);
const count = numberColumn('videoCount', 'Videos', 'short', 'Number of videos stored.');
const used = numberColumn('storageUsed', 'Storage used', 'percent', 'Minutes stored, in per cent of the limit.');

const bySplit = ({ groupBy }: Pick<SourceQuery, 'groupBy'>): boolean => groupBy.length > 0;

/** Creators that are asked for one by one. */
const MOST_CREATORS = 100;

export const storage: Source = makeSource({
  name: 'storage',
  label: 'Storage',
  description: 'Minutes and videos that the account stores now, and how many minutes it may store.',
  columns: [creator, minutes, limit, used, count],
  shows: (query) => (bySplit(query) ? [creator, minutes, count] : [minutes, limit, used, count]),
  splits: ['creator'],
  order: { field: 'totalStorageMinutes', direction: 'desc' },
  numeric: true,
  reads: { storage: readUsage, videos: readVideos },
  refuses: (query) =>
    bySplit(query) ||
    query.filters.every(
      (each) =>
        'field' in each &&
        each.field === 'creator' &&
        (each.operator === 'eq' || each.operator === 'in') &&
        each.values.length === 1 &&
        each.values[0] !== ''
    )
      ? undefined
      : { path: 'filters', message: 'A total can be filtered by one creator alone. Group by creator for more.' },
  next(query, heard, walked) {
    const creators = bySplit(query) ? creatorsOf(query, heard, walked) : (listed(query.filters, 'creator') ?? ['']);
    if ('class' in creators || 'needs' in creators) {
      return creators;
    }
    if (creators.length > MOST_CREATORS) {
      return failure(
        'limit',
        `Cloudflare tells the storage of one creator at a time. There are ${creators.length}, and ${MOST_CREATORS} at most are asked for: filter by a list of creators.`
      );
    }
    const asks = creators.map((name, index) =>
      call(numbered('storage', index), 'storage', name === '' ? {} : { creator: name })
    );
    if (asks.some(({ id }) => !heard.has(id))) {
      return { needs: asks };
    }
    const rows = asks.flatMap(({ id }, index) =>
      (heard.get(id) ?? []).map((row): Row => ({ ...row, creator: creators[index] }))
    );
    return { rows, notices: infos([bySplit(query) && NOBODYS]) };
  },
});

/** A limit of nothing has no share that is used. */
function readUsage(table: Table): Row[] {
  return rowsOf(table, FIELDS).map((row) => ({
    ...row,
    storageUsed:
      Number(row.totalStorageMinutesLimit) > 0
        ? (100 * Number(row.totalStorageMinutes)) / Number(row.totalStorageMinutesLimit)
        : NaN,
  }));
}

const FIELDS = {
  totalStorageMinutes: 'totalStorageMinutes',
  totalStorageMinutesLimit: 'totalStorageMinutesLimit',
  videoCount: 'videoCount',
};

const NOBODYS = 'Cloudflare does not tell the storage of videos without a creator: they are in the total alone.';

/** The creators that the query lists, else those of all videos. */
function creatorsOf(
  query: SourceQuery,
  heard: Heard,
  walked: Walked | undefined
): readonly string[] | Exclude<Next, { readonly rows: unknown }> {
  const given = listed(query.filters, 'creator');
  if (given !== undefined) {
    return given.filter((name) => name !== '');
  }
  const all: SourceQuery = { ...query, dataset: videos.name, groupBy: [], filters: [], orderBy: [], limit: undefined };
  const read = walk(all, videos, heard, walked);
  return 'rows' in read
    ? [...new Set(read.rows.map((row) => String(row.creator)))].filter((name) => name !== '').sort()
    : read;
}
