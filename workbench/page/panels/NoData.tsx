import { LoadingState, type PanelData } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';

interface Props {
  data: PanelData;
  /** The columns that the panel cannot do without. */
  wanted?: string;
  /** The panel's own words for no value. */
  words?: string;
}

/** What a panel shows instead of a chart. */
export function NoData({ data, wanted, words = 'No data' }: Props) {
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
      {empty || !wanted ? words : `Data is missing ${wanted}`}
    </div>
  );
}
