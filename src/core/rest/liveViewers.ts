import { failure } from '../failure';
import { infos } from '../notice';
import { call } from './call';
import { candidates, numbered } from './candidates';
import { listed } from './conditions';
import { isId, MOST_IDS } from './endpoints';
import { readInputs } from './liveInputs';
import { distinct, rowsOf } from './rows';
import { makeSource, numberColumn, type Column, type Row, type Source } from './source';

const columns: readonly Column[] = [
  {
    name: 'uid',
    type: 'string',
    subject: 'liveInput',
    label: 'Live input',
    description: 'Unique ID of the live input, or of the video that a filter names.',
  },
  { name: 'name', type: 'string', nameOf: 'uid', label: 'Name', description: 'Name that you gave it.' },
  numberColumn(
    'liveViewers',
    'Live viewers',
    'short',
    'How many watch live at this moment; unknown where the live input hides it.'
  ),
];

/** Calls for one number each. */
const MOST_VIEWS = 100;

/** Source: developers.cloudflare.com/stream/getting-analytics/live-viewer-count. */
export const liveViewers: Source = makeSource({
  name: 'liveViewers',
  label: 'Live viewers now',
  description: 'Who watches each live input at this moment, or the videos and live inputs whose IDs a filter lists.',
  columns,
  order: { field: 'liveViewers', direction: 'desc' },
  numeric: true,
  reads: {
    liveInputs: readInputs,
    videos: (table) => rowsOf(table, { uid: 'uid', name: 'meta.name', hls: 'playback.hls' }),
    views: (table) => rowsOf(table, { liveViewers: 'liveViewers' }),
  },
  next(query, heard) {
    const ids = listed(query.filters, 'uid')?.filter(isId);
    if (ids !== undefined && ids.length > MOST_IDS) {
      return failure('limit', `The filter lists ${ids.length} IDs, and ${MOST_IDS} at most are asked for.`);
    }
    const lists = [
      call('inputs', 'liveInputs', {}),
      call('newest', 'videos', { limit: '1' }),
      ...(ids === undefined || ids.length === 0 ? [] : [call('named', 'videos', { id: ids.join(',') })]),
    ];
    const [inputs, newest, named] = lists.map(({ id }) => heard.get(id));
    if (lists.some(({ id }) => !heard.has(id)) || inputs === undefined || newest === undefined) {
      return { needs: lists };
    }
    const all = distinct([...inputs, ...(named ?? []), ...(ids ?? []).map((uid): Row => ({ uid, name: '' }))])
      .filter(({ uid }) => ids === undefined || ids.includes(String(uid)))
      .map(({ uid, name }): Row => ({ uid, name, liveViewers: NaN }));
    const chosen = candidates(all, query, liveViewers, 'liveViewers');
    if (chosen.length > MOST_VIEWS) {
      return failure(
        'limit',
        `Cloudflare counts the viewers of one live input at a time. There are ${chosen.length}, and ${MOST_VIEWS} at most are asked for: a filter by name or ID works.`
      );
    }
    const customer = customerOf(newest);
    if (customer === undefined) {
      return { rows: all, notices: infos([NO_HOST]) };
    }
    const asks = chosen.map(({ uid }, index) =>
      call(numbered('views', index), 'views', { customer, uid: String(uid) })
    );
    if (asks.some(({ id }) => !heard.has(id))) {
      return { needs: asks };
    }
    const rows = asks.map(({ id }, index): Row => ({ ...chosen[index], ...heard.get(id)?.[0] }));
    return { rows, notices: [] };
  },
});

const NO_HOST =
  'Viewers are counted at a host of your own, which the address of any of your videos names. The account has no video, so nobody can be counted.';

/** The customer's host, which stands before the uid in a video's address. */
function customerOf([video]: readonly Row[]): string | undefined {
  const end = video === undefined ? -1 : String(video.hls).indexOf(`/${video.uid}/`);
  return end < 0 ? undefined : String(video.hls).slice(0, end);
}
