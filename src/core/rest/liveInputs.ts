import { failure } from '../failure';
import type { Notice, Table } from '../seam';
import { call } from './call';
import { candidates, dependsOn, numbered } from './candidates';
import { rowsOf } from './rows';
import { makeSource, type Column, type Row, type Source } from './source';

const columns: readonly Column[] = [
  {
    name: 'uid',
    type: 'string',
    subject: 'liveInput',
    label: 'Live input',
    description: 'Unique ID of the live input.',
  },
  { name: 'name', type: 'string', nameOf: 'uid', label: 'Name', description: 'Name that you gave the live input.' },
  {
    name: 'status',
    type: 'string',
    label: 'Status',
    description: 'Such as connected, reconnecting or client_disconnect; empty where nothing was ever connected.',
  },
  {
    name: 'enabled',
    type: 'string',
    label: 'Enabled',
    description: 'Whether the live input takes a stream: true or false.',
  },
  { name: 'created', type: 'Time', label: 'Created', description: 'When the live input was created.' },
  { name: 'modified', type: 'Time', label: 'Modified', description: 'When the live input was last changed.' },
];

const FIELDS = {
  uid: 'uid',
  name: 'meta.name',
  enabled: 'enabled',
  created: 'created',
  modified: 'modified',
};

/** The live inputs of a list, which tells no status. */
export const readInputs = (table: Table): readonly Row[] =>
  rowsOf(table, FIELDS).map((row): Row => ({ ...row, status: '' }));

/** Calls for one status each: a twelfth of what Cloudflare allows in five minutes. */
const MOST_STATUSES = 100;

export const liveInputs: Source = makeSource({
  name: 'liveInputs',
  label: 'Live inputs',
  description: 'The live inputs of the account and whether they are connected now.',
  columns,
  order: { field: 'name', direction: 'asc' },
  numeric: false,
  reads: { liveInputs: readInputs, liveInput: (table) => rowsOf(table, { status: 'status' }) },
  next(query, heard) {
    const all = heard.get('inputs');
    if (all === undefined) {
      return { needs: [call('inputs', 'liveInputs', {})] };
    }
    const wanted = candidates(all, query, liveInputs, 'status');
    if (wanted.length > MOST_STATUSES && dependsOn(query, liveInputs, 'status')) {
      return failure('limit', tooMany(wanted.length));
    }
    const chosen = wanted.slice(0, MOST_STATUSES);
    const asks = chosen.map(({ uid }, index) => call(numbered('status', index), 'liveInput', { uid: String(uid) }));
    if (asks.some(({ id }) => !heard.has(id))) {
      return { needs: asks };
    }
    const statuses = new Map(asks.map(({ id }, index) => [chosen[index].uid, heard.get(id)?.[0]?.status ?? '']));
    const rows = all.map((row): Row => ({ ...row, status: statuses.get(row.uid) ?? '' }));
    const notices: Notice[] =
      chosen.length < wanted.length ? [{ severity: 'warning', text: tooMany(wanted.length) }] : [];
    return { rows, notices };
  },
});

const tooMany = (count: number): string =>
  `Cloudflare tells the status of one live input at a time. There are ${count}, and the status of ${MOST_STATUSES} at most is asked for: a filter by name or a limit works.`;
