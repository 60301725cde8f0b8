import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { InlineLabel, useStyles2 } from '@grafana/ui';

/** Width of the labels that begin a row, in units of 8 px: they stand below each other. */
export const LABEL_WIDTH = 12;

interface Props {
  label: string;
  tooltip: string;
  children: ReactNode;
}

/** A label beside several controls, as InlineField is one beside a single control. */
export function LabelledGroup({ label, tooltip, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.group} role="group" aria-label={label}>
      <InlineLabel as="span" width={LABEL_WIDTH} tooltip={tooltip}>
        {label}
      </InlineLabel>
      <div className={styles.controls}>{children}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({
    display: 'flex',
    margin: theme.spacing(0, 0.5, 0.5, 0),
  }),
  controls: css({
    flexGrow: 1,
    minWidth: 0,
  }),
});
