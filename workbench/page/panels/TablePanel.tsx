import { cacheFieldDisplayNames, getFrameDisplayName, type PanelProps } from '@grafana/data';
import type { TableCellHeight } from '@grafana/schema';
import { Combobox } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useState } from 'react';
import { NoData } from './NoData';

export interface TableOptions {
  showHeader: boolean;
  cellHeight: TableCellHeight;
  sortBy: Array<{ displayName: string; desc?: boolean }>;
}

const CHOICE_HEIGHT = 40;

/** One frame; where there are several, which one is chosen below, as in Grafana. */
export function TablePanel({
  data,
  width,
  height,
  options,
  fieldConfig,
  timeRange,
}: Pick<PanelProps<Partial<TableOptions>>, 'data' | 'width' | 'height' | 'options' | 'fieldConfig' | 'timeRange'>) {
  const [index, setIndex] = useState(0);
  const frames = data.series.filter(({ length }) => length > 0);
  if (frames.length === 0) {
    return <NoData data={data} />;
  }
  // The table tells its columns apart by these.
  cacheFieldDisplayNames(frames);
  const frame = frames[Math.min(index, frames.length - 1)];
  const table = (
    <TableNG
      data={frame}
      structureRev={data.structureRev}
      width={width}
      height={frames.length > 1 ? height - CHOICE_HEIGHT : height}
      noHeader={options.showHeader === false}
      cellHeight={options.cellHeight}
      sortBy={options.sortBy}
      fieldConfig={fieldConfig}
      timeRange={timeRange}
      resizable
    />
  );
  return frames.length === 1 ? (
    table
  ) : (
    <>
      {table}
      <Combobox
        aria-label="Series shown"
        options={frames.map((each, value) => ({ value, label: getFrameDisplayName(each, value) }))}
        value={Math.min(index, frames.length - 1)}
        onChange={({ value }) => setIndex(value)}
      />
    </>
  );
}
