import { LoadingState } from '@grafana/data';
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
import { PanelNotices } from '../panels/PanelNotices';
import { isSeries } from '../panels/TimeSeriesPanel';
import type { Query } from '../plugin';

/**
 * One query with a table of its answer, and a chart where it has series. It is asked on demand and when the time range
 * changes.
 */
export function exploreScene(datasource: DataSourceRef, query: Query) {
  const runner = new SceneQueryRunner({ datasource, queries: [{ ...query }] });
  const timeRange = new SceneTimeRange({ from: 'now-7d', to: 'now', timeZone: 'browser' });
  const timePicker = new SceneTimePicker({ isOnCanvas: true });
  const chart = new SceneFlexItem({
    height: 320,
    isHidden: true,
    body: new VizPanel({
      title: 'Chart',
      titleItems: new PanelNotices({}),
      pluginId: 'timeseries',
      options: { tooltip: { mode: 'multi', sort: 'desc' } },
      fieldConfig: { defaults: { color: { mode: 'palette-classic' }, custom: { fillOpacity: 10 } }, overrides: [] },
    }),
  });
  const scene = new EmbeddedScene({
    $timeRange: timeRange,
    $data: runner,
    controls: [timePicker],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        chart,
        new SceneFlexItem({
          height: 320,
          body: new VizPanel({ title: 'Table', pluginId: 'table', titleItems: new PanelNotices({}) }),
        }),
      ],
    }),
  });
  scene.addActivationHandler(() => {
    const following = runner.subscribeToState(({ data }) => {
      if (data && data.state !== LoadingState.Loading) {
        chart.setState({ isHidden: !data.series.some(isSeries) });
      }
    });
    return () => following.unsubscribe();
  });
  return { scene, runner, timeRange, timePicker };
}
