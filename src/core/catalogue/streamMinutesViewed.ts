import { withBounds } from './confidence';
import type { Dataset } from './dataset';
import { averageViewers, hoursViewed } from './timeViewed';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'hour', 'day');

/** Minutes delivered, counted at the server: every player, live and on demand. The dataset that Cloudflare documents. */
export const streamMinutesViewed: Dataset = {
  name: 'streamMinutesViewedAdaptiveGroups',
  label: 'Minutes viewed',
  description: 'Minutes of video delivered, live and on demand, counted at the server for every player.',
  metrics: withBounds(
    [
      {
        name: 'sum.minutesViewed',
        type: 'uint64',
        label: 'Minutes viewed',
        unit: 'short',
        description: 'Minutes of video delivered. Not a bill: Cloudflare does not base billing on analytics.',
        additivity: 'sum',
      },
      {
        name: 'count',
        type: 'uint64',
        label: 'Samples',
        unit: 'short',
        description: 'Data points behind the number. These are not views, plays or viewers.',
        additivity: 'sum',
      },
      hoursViewed({ of: 'sum.minutesViewed', times: 1 / 60 }),
      averageViewers({ of: 'sum.minutesViewed' }),
      {
        name: 'deliveryCost',
        type: 'float64',
        label: 'Delivery cost (estimate)',
        unit: 'currencyUSD',
        description:
          'Minutes viewed at the price of 1,000 minutes. An estimate: Cloudflare does not bill by analytics.',
        additivity: 'sum',
        formula: { of: 'sum.minutesViewed', priced: true },
      },
    ],
    ['count']
  ),
  dimensions: [
    { name: 'uid', type: 'string', subject: 'video', label: 'Video', description: 'Unique ID of the video.' },
    {
      name: 'creator',
      type: 'string',
      subject: 'creator',
      label: 'Creator',
      description: 'Creator ID that you gave the video; empty where you gave none.',
    },
    {
      name: 'clientCountryName',
      type: 'string',
      subject: 'country',
      label: 'Country',
      description: 'Country of the viewer, ISO 3166 alpha-2 code.',
    },
    { name: 'mediaType', type: 'string', label: 'Media type', description: 'Source of the minutes viewed.' },
  ],
  buckets: available,
  times: times(available),
};
