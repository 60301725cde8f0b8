import type { Table } from '../seam';
import { call } from './call';
import { listed } from './conditions';
import { isId, MOST_IDS } from './endpoints';
import { distinct, rowsOf } from './rows';
import { makeSource, numberColumn, type Column, type Row, type Source } from './source';
import { walk } from './walk';

const columns: readonly Column[] = [
  { name: 'uid', type: 'string', subject: 'video', label: 'Video', description: 'Unique ID of the video.' },
  {
    name: 'name',
    type: 'string',
    nameOf: 'uid',
    label: 'Name',
    description: 'Name that you gave the video; empty where you gave none.',
  },
  {
    name: 'creator',
    type: 'string',
    subject: 'creator',
    label: 'Creator',
    description: 'Creator ID that you gave the video; empty where you gave none.',
  },
  {
    name: 'status',
    type: 'string',
    label: 'Status',
    description: 'Such as ready, queued, inprogress, pendingupload, error or live-inprogress.',
  },
  { name: 'created', type: 'Time', label: 'Created', description: 'When the video was created.' },
  numberColumn('duration', 'Duration', 's', 'Length of the video; unknown until it is processed.'),
  numberColumn('size', 'Size', 'bytes', 'Size of the uploaded file.'),
  {
    name: 'live',
    type: 'string',
    label: 'Recording',
    description: 'yes where the video is a recording of a live input, else no.',
  },
  {
    name: 'liveInput',
    type: 'string',
    subject: 'liveInput',
    label: 'Live input',
    description: 'Live input that the video is a recording of.',
  },
];

/** What a table can show in a row: Cloudflare makes pictures of any size, and keeps their proportions. */
const PICTURE_SIZE = 'width=160&height=90&fit=clip';

const picture: Column = {
  name: 'thumbnail',
  type: 'string',
  label: 'Thumbnail',
  description: 'A picture of the video; none while it is not ready, or where only signed addresses show it.',
};

const FIELDS = {
  uid: 'uid',
  name: 'meta.name',
  creator: 'creator',
  status: 'status.state',
  created: 'created',
  duration: 'duration',
  size: 'size',
  liveInput: 'liveInput',
  thumbnail: 'thumbnail',
  isSigned: 'requireSignedURLs',
};

export const videos: Source = makeSource({
  name: 'videos',
  label: 'Videos',
  description: 'The videos of the account, recordings included, as they are now.',
  columns,
  picture,
  order: { field: 'created', direction: 'desc' },
  most: 100,
  numeric: false,
  reads: { videos: (table) => readVideos(table) },
  next(query, heard, walked) {
    const ids = listed(query.filters, 'uid');
    if (ids === undefined) {
      return walk(query, videos, heard, walked);
    }
    const asks = inBatches(ids).map((batch, n) =>
      call(`ids-${String(n).padStart(3, '0')}`, 'videos', { id: batch.join(',') })
    );
    const answers = asks.map(({ id }) => heard.get(id));
    return answers.some((rows) => rows === undefined)
      ? { needs: asks }
      : { rows: distinct(answers.flatMap((rows) => rows ?? [])), notices: [] };
  },
});

/** The videos of an answer. The API writes -1 for a duration that it does not know. */
export const readVideos = (table: Table): Row[] =>
  rowsOf(table, FIELDS).map(({ isSigned, ...row }) => ({
    ...row,
    duration: Number(row.duration) < 0 ? NaN : row.duration,
    live: row.liveInput === '' ? 'no' : 'yes',
    thumbnail: hasPicture(row) && isSigned !== 'true' && row.thumbnail !== '' ? `${row.thumbnail}?${PICTURE_SIZE}` : '',
  }));

const hasPicture = ({ status }: Row): boolean => status === 'ready' || status === 'live-inprogress';

/** Of texts that can be ids: no video has another. */
function inBatches(ids: readonly string[]): string[][] {
  const possible = ids.filter(isId);
  return Array.from({ length: Math.ceil(possible.length / MOST_IDS) }, (_, n) =>
    possible.slice(n * MOST_IDS, (n + 1) * MOST_IDS)
  );
}
