import {
  EmbeddedScene,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import type { DataSourceRef } from '@grafana/schema';
import type { Query } from '../plugin';

/** One query with a chart and a table of its answer. It is asked on demand and when the time range changes. */
export function exploreScene(datasource: DataSourceRef, query: Query) {
  const runner = new SceneQueryRunner({ datasource, queries: [{ ...query }] });
  const timeRange = new SceneTimeRange({ from: 'now-7d', to: 'now', timeZone: 'browser' });
  const timePicker = new SceneTimePicker({ isOnCanvas: true });
  const scene = new EmbeddedScene({
    $timeRange: timeRange,
    $data: runner,
    controls: [timePicker],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        new SceneFlexItem({
          height: 320,
          body: new VizPanel({
            title: 'Chart',
            pluginId: 'timeseries',
            options: { tooltip: { mode: 'multi', sort: 'desc' } },
            fieldConfig: {
              defaults: { color: { mode: 'palette-classic' }, custom: { fillOpacity: 10 } },
              overrides: [],
            },
          }),
        }),
        new SceneFlexItem({ height: 320, body: new VizPanel({ title: 'Table', pluginId: 'table' }) }),
      ],
    }),
  });
  return { scene, runner, timeRange, timePicker };
}
