import { CoreApp, type DataFrame, type DataQueryRequest, FieldMatcherID, LoadingState } from '@grafana/data';
import {
  EmbeddedScene,
  SceneDataNode,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import { Subscription } from 'rxjs';
import { isLogs } from '../panels/LogsPanel';
import { PanelNotices } from '../panels/PanelNotices';
import { isSeries } from '../panels/TimeSeriesPanel';
import type { DataSource, Query } from '../plugin';
import { logVolume } from './logVolume';

/** Videos have times, and still are no series. */
const isTable = ({ meta }: DataFrame) => meta?.type === undefined && meta?.preferredVisualisationType === 'table';

/** Its requests say that they come from Explore, as Grafana's do. */
class ExploreScene extends EmbeddedScene {
  enrichDataRequest(): Partial<DataQueryRequest> {
    return { app: CoreApp.Explore };
  }
}

/**
 * One query with a table of its answer, and a chart where it has series; with a list and the log volume where it has log lines.
 * It is asked on demand and when the time range changes.
 */
export function exploreScene(dataSource: DataSource, query: Query) {
  const runner = new SceneQueryRunner({ datasource: dataSource.getRef(), queries: [{ ...query }] });
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
  const volumeData = new SceneDataNode();
  const volume = new SceneFlexItem({
    height: 200,
    isHidden: true,
    body: new VizPanel({
      title: 'Logs volume',
      pluginId: 'timeseries',
      $data: volumeData,
      fieldConfig: {
        defaults: {
          color: { mode: 'palette-classic' },
          custom: { drawStyle: 'bars', fillOpacity: 100, stacking: { mode: 'normal', group: 'A' } },
        },
        overrides: [
          {
            matcher: { id: FieldMatcherID.byRegexp, options: '/errored/' },
            properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
          },
        ],
      },
    }),
  });
  const logs = new SceneFlexItem({
    height: 480,
    isHidden: true,
    body: new VizPanel({ title: 'Logs', pluginId: 'logs', titleItems: new PanelNotices({}) }),
  });
  const table = new SceneFlexItem({
    height: 320,
    body: new VizPanel({ title: 'Table', pluginId: 'table', titleItems: new PanelNotices({}) }),
  });
  const scene = new ExploreScene({
    $timeRange: timeRange,
    $data: runner,
    controls: [timePicker],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [chart, volume, logs, table],
    }),
  });
  scene.addActivationHandler(() => {
    let asking = Subscription.EMPTY;
    const following = runner.subscribeToState(({ data }, before) => {
      if (data && data !== before.data && data.state !== LoadingState.Loading) {
        const hasLogs = data.series.some(isLogs);
        chart.setState({ isHidden: !data.series.some((frame) => isSeries(frame) && !isTable(frame)) });
        logs.setState({ isHidden: !hasLogs });
        table.setState({ isHidden: hasLogs });
        volume.setState({ isHidden: true });
        asking.unsubscribe();
        if (hasLogs && data.request) {
          asking = logVolume(dataSource, data.request).subscribe((counted) => {
            volumeData.setState({ data: counted });
            volume.setState({ isHidden: false });
          });
        }
      }
    });
    return () => {
      following.unsubscribe();
      asking.unsubscribe();
    };
  });
  return { scene, runner, timeRange, timePicker };
}
