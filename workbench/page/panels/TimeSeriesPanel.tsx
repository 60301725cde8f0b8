import { FieldType, type DataFrame, type PanelProps } from '@grafana/data';
import { LegendDisplayMode, SortOrder, TooltipDisplayMode, type VizLegendOptions } from '@grafana/schema';
import {
  getFieldDisplayItems,
  TimeSeries,
  TooltipPlugin2,
  VizTooltipContent,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui';
import React, { useMemo } from 'react';
import { Annotations } from './Annotations';
import { NoData } from './NoData';

export interface TimeSeriesOptions {
  legend: VizLegendOptions;
  tooltip: { mode: TooltipDisplayMode; sort: SortOrder };
}

const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};

/** `TooltipHoverMode` of @grafana/ui, a const enum that it does not export: one series, or all at that time. */
const HOVER = { one: 2, all: 1 };

const NONE: DataFrame[] = [];

/** Grafana's time series, cut down to what a dashboard of this plugin uses. */
export function TimeSeriesPanel({
  data,
  width,
  height,
  timeRange,
  timeZone,
  options,
  fieldConfig,
  onChangeTimeRange,
}: Pick<PanelProps<Partial<TimeSeriesOptions>>, 'data' | 'width' | 'height' | 'timeRange' | 'timeZone' | 'options'> &
  Partial<Pick<PanelProps, 'fieldConfig' | 'onChangeTimeRange'>>) {
  // The chart is made anew whenever one of these is another object.
  const frames = useMemo(() => data.series.filter(isSeries), [data.series]);
  const legend = useMemo(() => ({ ...LEGEND, ...options.legend }), [options.legend]);
  if (frames.length === 0) {
    return <NoData data={data} wanted="a time and a number" words={fieldConfig?.defaults.noValue} />;
  }
  const { mode = TooltipDisplayMode.Single, sort = SortOrder.None } = options.tooltip ?? {};
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      width={width}
      height={height}
      timeRange={timeRange}
      timeZone={timeZone}
      legend={legend}
    >
      {(config, aligned) => (
        <>
          <Annotations config={config} frames={data.annotations ?? NONE} />
          {mode !== TooltipDisplayMode.None && (
            <TooltipPlugin2
              config={config}
              hoverMode={mode === TooltipDisplayMode.Multi ? HOVER.all : HOVER.one}
              queryZoom={onChangeTimeRange}
              render={(_plot, dataIndexes, seriesIndex, isPinned) => {
                const [time] = aligned.fields;
                const items = getFieldDisplayItems(aligned.fields, time, dataIndexes, seriesIndex, mode, sort);
                const at = time.values[dataIndexes[0] ?? 0];
                return (
                  <VizTooltipWrapper>
                    <VizTooltipHeader
                      item={{ label: '', value: time.display?.(at).text ?? String(at) }}
                      isPinned={isPinned}
                    />
                    <VizTooltipContent items={items} isPinned={isPinned} scrollable maxHeight={300} />
                  </VizTooltipWrapper>
                );
              }}
            />
          )}
        </>
      )}
    </TimeSeries>
  );
}

export const isSeries = ({ fields, length }: DataFrame) =>
  length > 0 &&
  fields.some(({ type }) => type === FieldType.time) &&
  fields.some(({ type }) => type === FieldType.number);
