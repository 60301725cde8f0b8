import type { Table } from '../seam';
import { call } from './call';
import { rowsOf } from './rows';
import { makeSource, numberColumn, type Row } from './source';

/** How much the data source itself may still ask, and what it need not ask. */
export const budget = makeSource({
  name: 'budget',
  label: 'Budget of queries',
  description:
    'How many queries may still be made in these five minutes, by all data sources with this token (or account, if that is what is counted by), and how many answers came from memory. It costs no query.',
  columns: [
    numberColumn('left', 'Queries left', 'short', 'Queries that may still be made in these five minutes.'),
    numberColumn('of', 'Queries allowed', 'short', 'Queries in five minutes, as the data source is set.'),
    numberColumn(
      'used',
      'Budget used',
      'percent',
      'Queries made in the last five minutes, in per cent of those allowed.'
    ),
    numberColumn(
      'pausedSeconds',
      'Paused for',
      's',
      'How long Cloudflare wants no queries at all; 0 where it takes them.'
    ),
    numberColumn(
      'hits',
      'Answers from memory',
      'short',
      'Questions for which nothing was asked, since the data source was started or changed.'
    ),
    numberColumn(
      'misses',
      'Answers from Cloudflare',
      'short',
      'Questions that were asked for want of an answer in memory.'
    ),
    numberColumn('remembered', 'From memory', 'percent', 'Answers from memory, in per cent of all answers.'),
    numberColumn('bytes', 'Memory used', 'bytes', 'Size of the answers that are remembered, about.'),
    numberColumn('most', 'Memory allowed', 'bytes', 'Size that answers may take, as the data source is set.'),
    numberColumn(
      'evictions',
      'Forgotten',
      'short',
      'Kinds of questions whose answers were forgotten for want of room.'
    ),
  ],
  order: { field: 'left', direction: 'asc' },
  numeric: true,
  reads: { budget: readBudget },
  next(_query, heard) {
    const rows = heard.get('budget');
    return rows === undefined ? { needs: [call('budget', 'budget', {})] } : { rows, notices: [] };
  },
});

const FIELDS = ['left', 'of', 'pausedSeconds', 'hits', 'misses', 'bytes', 'most', 'evictions'];

function readBudget(table: Table): Row[] {
  return rowsOf(table, Object.fromEntries(FIELDS.map((name) => [name, name]))).map((row) => {
    const [left, of, hits, misses] = ['left', 'of', 'hits', 'misses'].map((name) => Number(row[name]));
    return { ...row, used: percent(of - left, of), remembered: percent(hits, hits + misses) };
  });
}

/** Of nothing there is no share. */
const percent = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : NaN);
