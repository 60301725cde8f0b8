import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Widths of InlineFields in a row that wraps. */
export const getFieldStyles = (theme: GrafanaTheme2) => ({
  /** Takes what room there is: two of them share a line, in columns over all rows. */
  wide: css({
    flex: `1 1 ${theme.spacing(36)}`,
    maxWidth: theme.spacing(58),
    '& > :last-child': { flex: '1 1 0', minWidth: 0 },
    // Without a value a MultiCombobox is lower than with one.
    '& input': { minHeight: theme.spacing(2.75) },
  }),
});
