import { FieldColorModeId, type FieldConfigSource } from '@grafana/data';
import { dataLayers, QueryVariable, sceneGraph } from '@grafana/scenes';
import { dashboardScene } from '../dashboard/scene';
import type { DashboardJson } from '../dashboard/dashboardJson';
import type { DataSource } from '../plugin';

/** The variable that the editor is for. */
const TRIED = 'tried';

const COLOURS: FieldConfigSource = { defaults: { color: { mode: FieldColorModeId.PaletteClassic } }, overrides: [] };

/** A dashboard with everything that filters, groups or marks its panels, on two datasets that do not have the same dimensions. */
const dashboard = (datasource: ReturnType<DataSource['getRef']>): DashboardJson => ({
  uid: 'trial',
  title: 'Variables and annotations',
  time: { from: 'now-24h', to: 'now' },
  templating: {
    list: [
      {
        type: 'query',
        name: 'creator',
        label: 'Creator',
        datasource,
        query: { refId: 'creator', type: 'creators' },
        multi: true,
        includeAll: true,
        current: { value: ['$__all'], text: ['All'] },
      },
      {
        type: 'query',
        name: TRIED,
        label: 'Tried',
        datasource,
        query: { refId: TRIED, type: 'videos' },
      },
      { type: 'adhoc', name: 'filters', label: 'Filters', datasource },
      { type: 'groupby', name: 'groups', label: 'Group by', datasource },
    ],
  },
  annotations: {
    list: [{ name: 'Annotation', enable: true, iconColor: 'blue', datasource, target: { refId: 'Anno' } }],
  },
  panels: [
    {
      id: 1,
      type: 'timeseries',
      title: 'Minutes viewed',
      gridPos: { x: 0, y: 0, w: 12, h: 9 },
      fieldConfig: COLOURS,
      datasource,
      targets: [
        {
          refId: 'A',
          dataset: 'streamMinutesViewedAdaptiveGroups',
          metrics: ['sum.minutesViewed'],
          filters: [{ field: 'creator', operator: 'in', values: ['$creator'] }],
        } as DashboardQuery,
      ],
    },
    {
      id: 2,
      type: 'timeseries',
      title: 'Bit rate of live inputs',
      gridPos: { x: 12, y: 0, w: 12, h: 9 },
      fieldConfig: COLOURS,
      datasource,
      targets: [
        {
          refId: 'A',
          dataset: 'liveInputEventsAdaptiveGroups',
          metrics: ['avg.bitRate'],
          groupBy: ['inputId'],
          bucket: 'hour',
        } as DashboardQuery,
      ],
    },
    {
      id: 3,
      type: 'table',
      title: 'Minutes by creator',
      gridPos: { x: 0, y: 9, w: 24, h: 8 },
      datasource,
      targets: [
        {
          refId: 'A',
          dataset: 'streamMinutesViewedAdaptiveGroups',
          format: 'table',
          metrics: ['sum.minutesViewed'],
          groupBy: ['creator'],
          orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
          filters: [{ field: 'creator', operator: 'in', values: ['$creator'] }],
        } as DashboardQuery,
      ],
    },
  ],
});

type DashboardQuery = NonNullable<DashboardJson['panels'][number]['targets']>[number];

/** Its scene, with the variable and the annotation that the editors are for. */
export function trial(dataSource: DataSource) {
  const scene = dashboardScene(dashboard(dataSource.getRef()));
  const variable = sceneGraph.lookupVariable(TRIED, scene) as QueryVariable;
  const annotation = sceneGraph.findObject(
    scene,
    (each) => each instanceof dataLayers.AnnotationsDataLayer
  ) as dataLayers.AnnotationsDataLayer;
  return { scene, variable, annotation };
}
