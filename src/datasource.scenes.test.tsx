import { type DataSourceInstanceSettings, dateTime } from '@grafana/data';
import {
  type BackendSrv,
  type BackendSrvRequest,
  setBackendSrv,
  setDataSourceSrv,
  setRunRequest,
} from '@grafana/runtime';
import { waitFor } from '@testing-library/react';
import { of } from 'rxjs';
import { scenesLibrary } from '../tests/scenesLibrary';
import { runRequest } from '../workbench/page/services/runRequest';
import type { Ask, GraphqlAsk, Reply } from './core';
import { DataSource } from './datasource';
import type { Settings } from './host/settings';

const REF = { uid: 'stream', type: 'community-cloudflarestream-datasource' };
const asked: Ask[] = [];

/** Grafana's server: creators and videos of the last day, and a live input that connected. */
function reply(ask: Ask): Reply {
  asked.push(ask);
  if (ask.rest) {
    return { id: ask.id, table: { rows: 0, columns: [] } };
  }
  const text = (name: string, ...values: string[]) =>
    ({ name, kind: 'text', dictionary: values, codes: values.map((_, code) => code) }) as const;
  if (ask.document.includes('liveInputEventsAdaptive(')) {
    const time = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, '');
    return {
      id: ask.id,
      table: {
        rows: 1,
        columns: [
          text('datetime', time),
          text('coloCode', 'FRA'),
          text('eventCode', 'live_input.connected'),
          text('eventDescription', ''),
          text('inputId', 'i'),
        ],
      },
    };
  }
  const field = /dimensions \{ (\w+)/.exec(ask.document)?.[1] ?? 'creator';
  return {
    id: ask.id,
    table: {
      rows: 2,
      columns: [
        text(`dimensions.${field}`, `${field}-1`, `${field}-2`),
        { name: 'sum.minutesViewed', kind: 'number', values: [5, 2] },
      ],
    },
  };
}

let scenes: typeof import('@grafana/scenes');

beforeAll(async () => {
  scenes = await scenesLibrary();
  const fetch = ({ url, data }: BackendSrvRequest) =>
    of({ data: url.endsWith('/limits') ? { limits: {} } : { replies: data.asks.map(reply) } });
  setBackendSrv({ fetch } as unknown as BackendSrv);
  setRunRequest(runRequest as never);
  const source = new DataSource({
    uid: 'stream',
    type: REF.type,
    jsonData: {},
  } as DataSourceInstanceSettings<Settings>);
  Object.assign(source, { meta: { multiValueFilterOperators: true }, getRef: () => REF });
  setDataSourceSrv({ get: async () => source, getInstanceSettings: () => ({ ...REF, meta: {} }) } as never);
});

test('a dashboard of variables, ad hoc filters and annotations goes by them, as Grafana runs it', async () => {
  const {
    QueryVariable,
    AdHocFiltersVariable,
    SceneVariableSet,
    SceneQueryRunner,
    SceneTimeRange,
    EmbeddedScene,
    SceneReactObject,
  } = scenes;
  const creator = new QueryVariable({
    name: 'creator',
    datasource: REF,
    query: { refId: 'v', type: 'creators' },
    includeAll: true,
    isMulti: true,
  });
  const video = new QueryVariable({
    name: 'video',
    datasource: REF,
    query: { refId: 'v', type: 'videos', filters: [{ field: 'creator', operator: 'in', values: ['$creator'] }] },
  });
  const adhoc = new AdHocFiltersVariable({
    name: 'filters',
    datasource: REF,
    filters: [{ key: 'country', operator: '=|', value: 'US', values: ['US', 'CA'] }],
  });
  const layer = new scenes.dataLayers.AnnotationsDataLayer({
    name: 'Live',
    query: {
      name: 'Live',
      enable: true,
      iconColor: 'red',
      datasource: REF,
      target: { refId: 'Anno', type: 'liveSessions' },
    } as never,
  });
  const runner = new SceneQueryRunner({
    datasource: REF,
    queries: [
      {
        refId: 'A',
        dataset: 'streamMinutesViewedAdaptiveGroups',
        format: 'table',
        filters: [
          { field: 'creator', operator: 'in', values: ['$creator'] },
          { field: 'uid', operator: 'eq', values: ['$video'] },
        ],
      } as never,
    ],
  });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1d', to: 'now' }),
    $variables: new SceneVariableSet({ variables: [creator, video, adhoc] }),
    $data: new scenes.SceneDataLayerSet({ layers: [layer] }),
    body: new SceneReactObject({ $data: runner }),
  });
  const leave = [scene.activate(), layer.activate(), scene.state.body.activate()];
  runner.setContainerWidth(800);
  await waitFor(() => expect(video.state.options).toHaveLength(2));
  expect(creator.state.options.map(({ value }) => value)).toEqual(['creator-1', 'creator-2']);
  expect(video.state.options.map(({ value }) => value)).toEqual(['uid-1', 'uid-2']);
  const filterOf = () => {
    const numbers = asked.filter(
      (ask) => !ask.rest && !ask.document.includes('dimensions {') && ask.document.includes('minutesViewed')
    );
    return (numbers[numbers.length - 1] as GraphqlAsk | undefined)?.variables.filter;
  };
  const time = { datetime_geq: expect.any(String), datetime_lt: expect.any(String) };
  const countries = { clientCountryName_in: ['US', 'CA'] };
  expect(creator.state.value).toEqual(['creator-1']);
  const asksFor = (filter: object) => waitFor(() => expect(filterOf()).toEqual({ ...time, ...filter, ...countries }));
  await asksFor({ creator_in: ['creator-1'], uid: 'uid-1' });
  creator.changeValueTo(['$__all']);
  await asksFor({ uid: 'uid-1' });
  await waitFor(() => expect(layer.state.data?.series).toHaveLength(1));
  const [marks] = (layer.state.data?.series ?? []).map((frame) =>
    Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[0]]))
  );
  expect(marks).toMatchObject({
    title: 'Live session',
    text: 'i: live until now',
    tags: ['live', 'i'],
    isRegion: true,
  });
  expect(dateTime(marks.timeEnd).isValid()).toBe(true);
  leave.reverse().forEach((each) => each());
});
