import { type PanelProps, PanelPlugin } from '@grafana/data';
import { sceneUtils } from '@grafana/scenes';
import type { ComponentType } from 'react';
import { BarGaugePanel } from './BarGaugePanel';
import { LogsPanel } from './LogsPanel';
import { standIn } from './StandInPanel';
import { StatPanel } from './StatPanel';
import { TablePanel } from './TablePanel';
import { TextPanel } from './TextPanel';
import { TimeSeriesPanel } from './TimeSeriesPanel';

/** Grafana's panels are on no registry, so these stand in for them. `custom` are the field options of their own. */
const PANELS: Record<string, { panel: ComponentType<PanelProps>; custom: string[] }> = {
  timeseries: {
    panel: TimeSeriesPanel,
    custom: [
      'axisBorderShow',
      'axisCenteredZero',
      'axisColorMode',
      'axisGridShow',
      'axisLabel',
      'axisPlacement',
      'axisSoftMax',
      'axisSoftMin',
      'axisWidth',
      'barAlignment',
      'barWidthFactor',
      'drawStyle',
      'fillBelowTo',
      'fillOpacity',
      'gradientMode',
      'hideFrom',
      'insertNulls',
      'lineInterpolation',
      'lineStyle',
      'lineWidth',
      'pointSize',
      'scaleDistribution',
      'showPoints',
      'spanNulls',
      'stacking',
      'thresholdsStyle',
    ],
  },
  logs: { panel: LogsPanel, custom: [] },
  stat: { panel: StatPanel, custom: [] },
  bargauge: { panel: BarGaugePanel, custom: [] },
  table: {
    panel: TablePanel,
    custom: ['align', 'cellOptions', 'filterable', 'hideFrom', 'inspect', 'minWidth', 'width'],
  },
  text: { panel: TextPanel, custom: [] },
  geomap: { panel: standIn('a map'), custom: [] },
  barchart: { panel: standIn('a bar chart'), custom: [] },
  piechart: { panel: standIn('a pie chart'), custom: [] },
};

/** What scenes shows by these names from now on. */
export function registerPanels(): void {
  for (const [pluginId, { panel, custom }] of Object.entries(PANELS)) {
    const plugin = new PanelPlugin(panel).useFieldConfig({
      useCustomConfig: (builder) =>
        custom.forEach((path) =>
          builder.addCustomEditor({
            id: path,
            path,
            name: path,
            editor: () => null,
            override: () => null,
            process: (value) => value,
            shouldApply: () => true,
          })
        ),
    });
    if (pluginId === 'timeseries') {
      plugin.setDataSupport({ annotations: true });
    }
    sceneUtils.registerRuntimePanelPlugin({ pluginId, plugin });
  }
}
