import { DATASETS } from '../../src/core';
import { inWords, type Api, type Row } from './api';
import { between, days, time } from './period';

/** Doubts that only a real account can settle, and the question for each. The answers are for people to read. */
export interface Doubt {
  readonly question: string;
  /** What the plugin does as long as it is open. */
  readonly assumed: string;
  ask(api: Api, now: number): Promise<string>;
}

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
const INGEST = 'liveInputEventsAdaptiveGroups';

/** Values of a dimension over a week, those with most samples first. */
const values = async (api: Api, now: number, node: string, field: string): Promise<string> => {
  const filter = days(now, 7).filter;
  const rows = await api.rows(node, filter, `count dimensions { ${field} }`, 'limit: 20, orderBy: [count_DESC]');
  return `${node}.${field}: ${rows.map(({ dimensions }) => JSON.stringify(dimensions[field])).join(' ') || 'no rows'}`;
};

const lines = async (...answers: Array<Promise<string>>): Promise<string> => {
  const settled = await Promise.allSettled(answers);
  return settled
    .map((each) => (each.status === 'fulfilled' ? each.value : `failed: ${each.reason.message}`))
    .join('\n');
};

const uid = ({ dimensions }: Row): string => dimensions['uid'];

export const DOUBTS: readonly Doubt[] = [
  {
    question: 'Which values do media type, event code, resolution and device type have?',
    assumed: 'Any text: values are offered as they are found, none is built in.',
    ask: (api, now) =>
      lines(
        ...[
          [MINUTES, 'mediaType'],
          [INGEST, 'eventCode'],
          [CMCD, 'resolution'],
          [CMCD, 'streamType'],
          [PLAYS, 'deviceType'],
        ].map(([node, field]) => values(api, now, node, field))
      ),
  },
  {
    question: 'In which units are bit rates, throughput, buffers and the upload ratio?',
    assumed: 'kbit/s and ms for players, bit/s for live inputs, a ratio from 0 to 1.',
    ask: (api, now) => {
      const means = async (node: string, fields: string) =>
        `${node}: ${JSON.stringify((await api.rows(node, days(now, 7).filter, `avg { ${fields} }`, 'limit: 1'))[0]?.['avg'])}`;
      return lines(
        means(CMCD, 'encodedBitrate measuredThroughput bufferLength'),
        means(INGEST, 'bitRateHour uploadDurationRatio gopDuration')
      );
    },
  },
  {
    question: 'Is a uid of minutes viewed that of a video, or of a live input?',
    assumed: 'Either: names are looked for among videos, then among live inputs.',
    ask: async (api, now) => {
      const rows = await api.rows(
        MINUTES,
        days(now, 7).filter,
        'dimensions { uid }',
        'limit: 5, orderBy: [sum_minutesViewed_DESC]'
      );
      const found = rows.map(async (row) => {
        const video = await api.get(`/accounts/${api.account}/stream/${uid(row)}`);
        const input = await api.get(`/accounts/${api.account}/stream/live_inputs/${uid(row)}`);
        return `${uid(row)}: video HTTP ${video.status}, live input HTTP ${input.status}`;
      });
      return lines(...found);
    },
  },
  {
    question: 'Are the datasets of Stream Player still filled?',
    assumed: 'Perhaps: they are called beta, and an empty answer says that only Stream Player fills them.',
    ask: (api, now) =>
      lines(
        ...[PLAYS, 'videoBufferEventsAdaptiveGroups', 'videoQualityEventsAdaptiveGroups'].map(
          async (node) =>
            `${node}: ${(await api.rows(node, days(now, 30).filter, 'count'))[0]?.['count'] ?? 0} in 30 days`
        )
      ),
  },
  {
    question: 'Which status and code do errors of GraphQL have?',
    assumed: 'Any: the words decide.',
    ask: async (api, now) =>
      [
        `syntax: ${inWords(await api.graphql('{ viewer {'))}`,
        `unknown field: ${inWords(await api.ofAccount('nothing { x }'))}`,
        `no limit: ${await api.refusal(MINUTES, days(now, 1).filter, 'count', 'orderBy: []')}`,
      ].join('\n'),
  },
  {
    question: 'Which fields does the API have that the catalogue has not?',
    assumed: 'None that is needed.',
    ask: (api) =>
      lines(
        ...Object.values(DATASETS)
          .filter(({ events }) => !events)
          .map(async ({ name, dimensions, times }) => {
            const type = `Account${name[0].toUpperCase()}${name.slice(1)}Dimensions`;
            const { body } = await api.graphql(`{ __type(name: "${type}") { fields { name } } }`);
            const fields =
              (body.data as unknown as { __type?: { fields: Array<{ name: string }> } })?.__type?.fields ?? [];
            const known = [...dimensions, ...times].map((each) => each.name);
            const more = fields.map((each) => each.name).filter((field) => !known.includes(field));
            return `${name}: ${fields.length} dimensions, unknown: ${more.join(', ') || 'none'}`;
          })
      ),
  },
  {
    question: 'How late do events come?',
    assumed: 'Five minutes: until then a bucket may still change.',
    ask: (api, now) =>
      lines(
        ...[MINUTES, CMCD, PLAYS, INGEST].map(async (node) => {
          const recent = between(Math.floor(now / 1000) * 1000 - 7_200_000, Math.floor(now / 1000) * 1000);
          const [row] = await api.rows(
            node,
            recent,
            'dimensions { datetimeMinute }',
            'limit: 1, orderBy: [datetimeMinute_DESC]'
          );
          const last = row?.['dimensions']['datetimeMinute'];
          return `${node}: ${last === undefined ? 'nothing in two hours' : `newest ${Math.round((now - Date.parse(last)) / 60_000)} min old`}`;
        })
      ),
  },
  {
    question: 'May rows be ordered by what is not selected, and do texts ascend by their bytes?',
    assumed: 'What is ordered by is selected; a page that does not ascend by bytes is an error.',
    ask: async (api, now) => {
      const { filter } = days(now, 7);
      const unselected = await api.refusal(MINUTES, filter, 'count', 'limit: 2, orderBy: [uid_ASC]');
      const rows = await api.rows(MINUTES, filter, 'dimensions { creator }', 'limit: 1000, orderBy: [creator_ASC]');
      const texts = rows.map(({ dimensions }) => Buffer.from(dimensions['creator']));
      const fallen = texts.findIndex((text, index) => index > 0 && Buffer.compare(texts[index - 1], text) > 0);
      return `unselected: ${unselected}\n${texts.length} creators ${fallen < 0 ? 'ascend by bytes' : `fall at ${texts[fallen]}`}`;
    },
  },
  {
    question: 'Does a list of small numbers work as a filter, and what do cost and budget say?',
    assumed: 'It does not; both are shown and decide nothing.',
    ask: async (api, now) => {
      const list = await api.refusal(CMCD, `${days(now, 1).filter}, startup_in: [0, 1]`, 'count', 'limit: 1');
      const { body } = await api.graphql('{ viewer { budget } cost }');
      return `list: ${list}\n${JSON.stringify(body.data ?? body.errors)}`;
    },
  },
  {
    question: 'Is a range of exactly the longest one allowed, one second more refused, and may times have fractions?',
    assumed: 'Windows of whole buckets, no longer than the longest, in whole seconds.',
    ask: async (api, now) => {
      const { from, to } = days(now, 31);
      return [
        `31 days: ${await api.refusal(MINUTES, between(from, to), 'count')}`,
        `and a second: ${await api.refusal(MINUTES, between(from - 1000, to), 'count')}`,
        `half a second: ${await api.refusal(MINUTES, `datetime_geq: "${time(to - 1000).replace('Z', '.500Z')}"`, 'count')}`,
      ].join('\n');
    },
  },
  {
    question: 'Which calls over REST may the token make, and how many ids does one take?',
    assumed: 'The account is typed in; fifty ids a call.',
    ask: async (api, now) => {
      const rows = await api.rows(MINUTES, days(now, 7).filter, 'dimensions { uid }', 'limit: 100');
      const ids = rows.map(uid).join(',');
      const { status, body } = await api.get(`/accounts/${api.account}/stream?id=${ids}`);
      const accounts = await api.get('/accounts');
      return [
        `accounts: HTTP ${accounts.status}`,
        `${rows.length} ids: HTTP ${status}, ${Array.isArray(body.result) ? body.result.length : 0} videos`,
      ].join('\n');
    },
  },
];
