import React, { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CollapsableSection, useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  /** What matters of the content while it is closed. */
  summary: string;
  children: ReactNode;
}

/** A section that is closed at first; its content is made when it is opened. */
export function Folded({ title, summary, children }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const label = (
    <span className={styles.label}>
      {title}
      {!isOpen && <span className={styles.summary}>{summary}</span>}
    </span>
  );
  return (
    <CollapsableSection
      className={styles.header}
      contentClassName={styles.content}
      label={label}
      isOpen={isOpen}
      onToggle={setOpen}
    >
      {children}
    </CollapsableSection>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    padding: theme.spacing(0.5, 0),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  content: css({
    padding: theme.spacing(0.5, 0),
  }),
  label: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
  }),
  summary: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
  }),
});
