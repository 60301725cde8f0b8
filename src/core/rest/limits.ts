import { DATASETS } from '../catalogue/catalogue';
import { bounds } from '../limits';
import type { Notice } from '../seam';
import { makeSource, numberColumn, type Column } from './source';
import { DAY } from '../time/units';

const text = (name: string, label: string, description: string): Column => ({
  name,
  type: 'string',
  label,
  description,
});

/** The limits are part of the context of every query, so nothing has to be asked for them. */
export const limits = makeSource({
  name: 'limits',
  label: 'Limits of the account',
  description:
    'What Cloudflare lets this account ask of each dataset, and how long it keeps the data. It costs no query.',
  columns: [
    text('dataset', 'Dataset', "The API's name of the dataset."),
    text('label', 'Name', 'What the dataset is called here.'),
    text('enabled', 'Available', 'yes where the account may ask it, else no.'),
    numberColumn('historyDays', 'History', 'suffix: days', 'How long data are kept.'),
    numberColumn(
      'rangeDays',
      'Range of a query',
      'suffix: days',
      'The widest time range of one query. Wider ones are asked window by window.'
    ),
    numberColumn(
      'maxPageSize',
      'Rows of an answer',
      'locale',
      'The most rows of one answer. Where there are more, they are asked for as well.'
    ),
    numberColumn('maxNumberOfFields', 'Fields of a query', 'locale', 'The most metrics and dimensions of one query.'),
    text('from', 'Known from', 'account where Cloudflare told it of this account, documentation where it did not.'),
  ],
  order: { field: 'dataset', direction: 'asc' },
  numeric: false,
  reads: {},
  next(_query, _heard, _walked, told) {
    const rows = Object.values(DATASETS).map(({ name, label }) => {
      const { retentionMs, maxDurationMs, pageSize, maxFields, enabled } = bounds(told[name]);
      return {
        dataset: name,
        label,
        enabled: enabled ? 'yes' : 'no',
        historyDays: retentionMs / DAY,
        rangeDays: maxDurationMs / DAY,
        maxPageSize: pageSize,
        maxNumberOfFields: maxFields,
        from: told[name] === undefined ? 'documentation' : 'account',
      };
    });
    const notices: Notice[] = Object.keys(told).length === 0 ? [{ severity: 'warning', text: UNTOLD }] : [];
    return { rows, notices };
  },
});

const UNTOLD =
  'Cloudflare has not told the limits of this account, so these are the documented ones. Save & test of the data source says why.';
