import { type FieldDisplay, getDisplayValueAlignmentFactors, type PanelProps, VizOrientation } from '@grafana/data';
import { config } from '@grafana/runtime';
import type { BarGaugeValueMode, VizTextDisplayOptions } from '@grafana/schema';
import { BarGauge, BarGaugeDisplayMode, VizRepeater } from '@grafana/ui';
import React from 'react';
import { displayValues, type ReducedOptions } from './displayValues';
import { NoData } from './NoData';

export interface BarGaugeOptions extends ReducedOptions {
  displayMode: BarGaugeDisplayMode;
  showUnfilled: boolean;
  valueMode: BarGaugeValueMode;
  text: VizTextDisplayOptions;
  /** Where bars begin; else where the field does, or at the least of the values. */
  min: number;
}

export function BarGaugePanel(props: PanelProps<Partial<BarGaugeOptions>>) {
  const { data, width, height, renderCounter, options, fieldConfig } = props;
  if (data.series.length === 0) {
    return <NoData data={data} words={fieldConfig.defaults.noValue} />;
  }
  return (
    <VizRepeater<FieldDisplay, ReturnType<typeof getDisplayValueAlignmentFactors>>
      source={data}
      getValues={() => displayValues(props)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      width={width}
      height={height}
      renderCounter={renderCounter}
      orientation={(options.orientation as VizOrientation) ?? VizOrientation.Auto}
      minVizHeight={16}
      maxVizHeight={60}
      itemSpacing={8}
      renderValue={({ value, width, height, orientation, alignmentFactors }) => (
        <BarGauge
          value={value.display}
          field={{ ...value.field, min: options.min ?? value.field.min }}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
          orientation={orientation}
          displayMode={options.displayMode ?? BarGaugeDisplayMode.Gradient}
          showUnfilled={options.showUnfilled ?? true}
          valueDisplayMode={options.valueMode}
          text={options.text}
          alignmentFactors={alignmentFactors}
          width={width}
          height={height}
          theme={config.theme2}
        />
      )}
    />
  );
}
