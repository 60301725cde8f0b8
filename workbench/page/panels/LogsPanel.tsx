import { css } from '@emotion/css';
import { DataFrameType, type DataFrame, dateTimeFormat, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { Badge, useStyles2 } from '@grafana/ui';
import React from 'react';
import { NoData } from './NoData';

/** Longer lists only slow the page down. */
const MOST = 500;

/** Log lines in the order of their frame: time, level, text and labels. Grafana's own list of logs is in none of its packages. */
export function LogsPanel({ data, timeZone }: Pick<PanelProps, 'data' | 'timeZone'>) {
  const styles = useStyles2(getStyles);
  const frame = data.series.find(isLogs);
  if (frame === undefined || frame.length === 0) {
    return <NoData data={data} />;
  }
  const [times, bodies, levels, labels] = ['timestamp', 'body', 'severity', 'labels'].map(
    (name) => frame.fields.find((field) => field.name === name)?.values ?? []
  );
  const shown = Math.min(frame.length, MOST);
  return (
    <div className={styles.list} role="list" aria-label="Log lines">
      {Array.from({ length: shown }, (_, row) => (
        <div key={row} className={styles.line} role="listitem">
          <time>{dateTimeFormat(times[row], { timeZone })}</time>
          <Badge text={levels[row]} color={levels[row] === 'error' ? 'red' : 'green'} />
          <span>{bodies[row]}</span>
          <span className={styles.labels}>
            {Object.entries<string>(labels[row] ?? {})
              .map(([name, value]) => `${name}=${value}`)
              .join(' ')}
          </span>
        </div>
      ))}
      {frame.length > shown && <p>and {frame.length - shown} more</p>}
    </div>
  );
}

export const isLogs = ({ meta }: DataFrame): boolean => meta?.type === DataFrameType.LogLines;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    height: '100%',
    overflow: 'auto',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    padding: theme.spacing(0.25, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  labels: css({ color: theme.colors.text.secondary }),
});
