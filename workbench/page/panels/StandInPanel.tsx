import type { PanelProps } from '@grafana/data';
import { BarGaugeDisplayMode, Stack, Text } from '@grafana/ui';
import React, { type ComponentType } from 'react';
import { type BarGaugeOptions, BarGaugePanel } from './BarGaugePanel';
import { NoData } from './NoData';

/** The rows that fit, one a bar. */
const BARS: Partial<BarGaugeOptions> = {
  orientation: 'horizontal',
  displayMode: BarGaugeDisplayMode.Basic,
  showUnfilled: false,
  text: { titleSize: 12, valueSize: 14 },
  min: 0,
  reduceOptions: { values: true, calcs: ['lastNotNull'], limit: 12 },
};

const NOTE_HEIGHT = 24;

/** Bars in the place of a panel that is in none of Grafana's packages, with a word of what Grafana has there. */
export const standIn = (what: string): ComponentType<PanelProps> =>
  function StandInPanel(props: PanelProps) {
    const { data, height, fieldConfig } = props;
    if (data.series.every(({ length }) => length === 0)) {
      return <NoData data={data} words={fieldConfig.defaults.noValue} />;
    }
    return (
      <Stack direction="column" gap={0} height="100%">
        <div style={{ height: height - NOTE_HEIGHT }}>
          <BarGaugePanel {...props} height={height - NOTE_HEIGHT} options={BARS} />
        </div>
        <Text variant="bodySmall" color="secondary">
          Grafana draws {what} here.
        </Text>
      </Stack>
    );
  };
