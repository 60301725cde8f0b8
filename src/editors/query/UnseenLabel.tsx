import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

/** The name of a control whose place says to those who see what it is. Grafana's Combobox takes no `aria-label` before 13. */
export function UnseenLabel({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <label htmlFor={htmlFor} className={styles.unseen}>
      {children}
    </label>
  );
}

const getStyles = () => ({
  unseen: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
