import { type FieldDisplay, getDisplayValueAlignmentFactors, type PanelProps, VizOrientation } from '@grafana/data';
import { config } from '@grafana/runtime';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  type BigValueJustifyMode,
  type BigValueTextMode,
  VizRepeater,
} from '@grafana/ui';
import React from 'react';
import { displayValues, type ReducedOptions } from './displayValues';
import { NoData } from './NoData';

interface StatOptions extends ReducedOptions {
  colorMode: BigValueColorMode;
  graphMode: BigValueGraphMode;
  justifyMode: BigValueJustifyMode;
  textMode: BigValueTextMode;
}

export function StatPanel(props: PanelProps<Partial<StatOptions>>) {
  const { data, width, height, renderCounter, options, fieldConfig } = props;
  const graphMode = options.graphMode ?? BigValueGraphMode.Area;
  if (data.series.length === 0) {
    return <NoData data={data} words={fieldConfig.defaults.noValue} />;
  }
  return (
    <VizRepeater<FieldDisplay, ReturnType<typeof getDisplayValueAlignmentFactors>>
      source={data}
      getValues={() => displayValues(props, graphMode !== BigValueGraphMode.None)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      width={width}
      height={height}
      renderCounter={renderCounter}
      orientation={(options.orientation as VizOrientation) ?? VizOrientation.Auto}
      autoGrid
      renderValue={({ value, width, height, alignmentFactors, count }) => (
        <BigValue
          value={value.display}
          sparkline={value.sparkline}
          colorMode={options.colorMode ?? BigValueColorMode.Value}
          graphMode={graphMode}
          justifyMode={options.justifyMode}
          textMode={options.textMode}
          alignmentFactors={alignmentFactors}
          count={count}
          width={width}
          height={height}
          theme={config.theme2}
        />
      )}
    />
  );
}
