import { LoadingState, type PanelData } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';

/** What a panel shows instead of a chart. `wanted` names the columns that it cannot do without. */
export function NoData({ data, wanted }: { data: PanelData; wanted?: string }) {
  const theme = useTheme2();
  if (data.state === LoadingState.Loading || data.state === LoadingState.Error) {
    return null;
  }
  const empty = data.series.every(({ length }) => length === 0);
  return (
    <div
      style={{
        display: 'flex',
        height: '100%',
        alignItems: 'center',
        justifyContent: 'center',
        color: theme.colors.text.secondary,
        fontSize: theme.typography.h3.fontSize,
      }}
    >
      {empty || !wanted ? 'No data' : `Data is missing ${wanted}`}
    </div>
  );
}
