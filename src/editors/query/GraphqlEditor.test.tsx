import { screen } from '@testing-library/react';
import { defaultQuery, problems } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import { edit as editing, lastRun, user } from '../editing';
import { dashboardHas } from '../../../tests/dashboardHas';
import { QueryEditor } from './QueryEditor';

const RANGE = 'datetime_geq: $from, datetime_lt: $to';
const RIGHT = `streamMinutesViewedAdaptiveGroups(filter: {${RANGE}}, limit: 10) { count dimensions { ts: $bucket } }`;

const edit = (given: Partial<SavedQuery>) => editing(QueryEditor, { refId: 'A', ...given } as SavedQuery);

const text = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'GraphQL text' });
const mode = (name: string) => user.click(screen.getByRole('radio', { name }));
/** Types a text in the place of the other and leaves it. */
async function write(next: string) {
  await user.clear(text());
  await user.click(text());
  await user.paste(next);
}

beforeEach(() => dashboardHas({ country: ['US', 'CA'] }));

test('GraphQL begins with what the builder asks, and going back brings the builder back as it was', async () => {
  const built = {
    ...defaultQuery,
    refId: 'A',
    filters: [{ field: 'clientCountryName', operator: 'in', values: ['$country', 'DE'] }],
  };
  const seen = await edit(built);
  await mode('GraphQL');
  expect(seen.query).toEqual({
    refId: 'A',
    version: 1,
    dataset: 'graphql',
    format: 'timeSeries',
    legend: '',
    graphql: `{
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      streamMinutesViewedAdaptiveGroups(
        filter: {
          datetime_geq: $from
          datetime_lt: $to
          clientCountryName_in: ["$country", "DE"]
        }
        limit: 10000
        orderBy: [$bucket_ASC, clientCountryName_ASC]
      ) {
        sum { minutesViewed }
        dimensions { ts: $bucket clientCountryName }
      }
    }
  }
}`,
  });
  expect(await lastRun(seen)).toEqual(seen.query);
  expect(screen.getByText('GraphQL of your own on Minutes viewed, as time series.')).toBeVisible();
  await mode('Builder');
  expect(seen.query).toEqual(built);
});

test('a text that was saved becomes a new query of its dataset', async () => {
  const seen = await edit({
    dataset: 'graphql',
    graphql: RIGHT.replace('streamMinutesViewed', 'streamCMCD'),
  });
  await mode('Builder');
  expect(seen.query).toMatchObject({ dataset: 'streamCMCDAdaptiveGroups', format: 'timeSeries', groupBy: ['country'] });
  expect(problems(seen.query)).toEqual([]);
});

test('what is wrong is said with its line and column while it is typed, and not asked', async () => {
  const seen = await edit({ dataset: 'graphql', graphql: RIGHT });
  await write(RIGHT.replace('count', '\n  cuont'));
  expect(await screen.findByText(/^Line 2, column 3: "cuont" is not a metric.*Did you mean "count"/)).toBeVisible();
  await user.tab();
  expect(await lastRun(seen)).toBeUndefined();
  expect(seen.query.graphql).toContain('cuont');

  await write(RIGHT);
  await user.tab();
  expect(screen.queryByText(/^Line/)).not.toBeInTheDocument();
  expect(await lastRun(seen)).toEqual(seen.query);
});

test('what the schema lacks is said as well, where it stands in the text as it was typed', async () => {
  const seen = await edit({ dataset: 'graphql', graphql: RIGHT });
  const filter = `clientCountryName_in: [$country], contry: "x"`;
  await write(RIGHT.replace(RANGE, `${RANGE}, ${filter}`));
  const column = RIGHT.indexOf(RANGE) + RANGE.length + 2 + filter.indexOf('contry') + 1;
  expect(await screen.findByText(new RegExp(`^Line 1, column ${column}: Field "contry" is not defined`))).toBeVisible();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await lastRun(seen)).toBeUndefined();
  expect(seen.query.graphql).toContain('contry');
});

test('format and legend are choices beside the text', async () => {
  const seen = await edit({ dataset: 'graphql', graphql: RIGHT });
  await user.type(screen.getByLabelText('Legend'), '{{{{metric}}{Enter}');
  expect(seen.query).toEqual({ refId: 'A', dataset: 'graphql', graphql: RIGHT, legend: '{{metric}}' });
  await mode('Table');
  expect(seen.query.format).toBe('table');
  expect(screen.queryByLabelText('Legend')).not.toBeInTheDocument();
  expect(await lastRun(seen)).toEqual(seen.query);
});
