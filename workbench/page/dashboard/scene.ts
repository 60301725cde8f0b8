import type { AnnotationQuery, DataTransformerConfig } from '@grafana/data';
import {
  dataLayers,
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataLayerSet,
  SceneDataTransformer,
  type SceneGridItemLike,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneQueryRunner,
  SceneReactObject,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
} from '@grafana/scenes';
import { Heading } from '../Heading';
import { PanelNotices } from '../panels/PanelNotices';
import { AnnotationSwitches } from './AnnotationSwitches';
import type { DashboardJson, PanelJson } from './dashboardJson';
import { sceneVariable } from './variables';

/**
 * A scene that shows what Grafana would show for a dashboard's JSON.
 * Errors: throws for a variable of an unknown type; a panel of an unknown type says so in its place.
 */
export function dashboardScene({ title, time, timezone, refresh, templating, annotations, panels }: DashboardJson) {
  const layers = (annotations?.list ?? []).map(annotationLayer);
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ ...time, timeZone: timezone || 'browser' }),
    $variables: new SceneVariableSet({ variables: (templating?.list ?? []).map(sceneVariable) }),
    $data: layers.length > 0 ? new SceneDataLayerSet({ name: 'Annotations', layers }) : undefined,
    controls: [
      new SceneReactObject({ component: Heading, props: { title } }),
      new VariableValueSelectors({}),
      new SceneReactObject({ component: AnnotationSwitches, props: { layers } }),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true, refresh: refresh || '' }),
    ],
    body: new SceneGridLayout({ isDraggable: false, isResizable: false, children: panels.map(gridItem) }),
  });
}

const annotationLayer = (query: AnnotationQuery) =>
  new dataLayers.AnnotationsDataLayer({ name: query.name, isEnabled: query.enable, query });

const place = ({ gridPos: { x, y, w, h } }: PanelJson) => ({ x, y, width: w, height: h });

const gridItem = (panel: PanelJson): SceneGridItemLike =>
  panel.type === 'row'
    ? new SceneGridRow({
        title: panel.title,
        y: panel.gridPos.y,
        isCollapsed: panel.collapsed,
        children: (panel.panels ?? []).map(gridItem),
      })
    : new SceneGridItem({ key: `panel-${panel.id}`, ...place(panel), body: vizPanel(panel) });

const vizPanel = (panel: PanelJson) =>
  new VizPanel({
    key: `viz-${panel.id}`,
    pluginId: panel.type,
    title: panel.title ?? '',
    description: panel.description,
    displayMode: panel.transparent ? 'transparent' : 'default',
    options: panel.options ?? {},
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    titleItems: new PanelNotices({}),
    $data: panel.targets && data(panel, panel.targets),
  });

function data(panel: PanelJson, queries: NonNullable<PanelJson['targets']>) {
  const runner = new SceneQueryRunner({
    datasource: panel.datasource,
    queries: queries.map((query) => ({ ...query })),
    minInterval: panel.interval,
    maxDataPoints: panel.maxDataPoints,
  });
  const transformations: DataTransformerConfig[] = [...(panel.transformations ?? [])];
  return transformations.length > 0 ? new SceneDataTransformer({ $data: runner, transformations }) : runner;
}
