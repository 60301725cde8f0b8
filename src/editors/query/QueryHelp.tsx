import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorHelpProps } from '@grafana/data';
import { Text, TextLink, useStyles2 } from '@grafana/ui';
import { EXAMPLES } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import { grafanas } from './edited';

/** Queries to begin with: a click puts one into the editor. */
export function QueryHelp({ query, onClickExample }: QueryEditorHelpProps<SavedQuery>) {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label="Examples">
      <ul className={styles.examples}>
        {EXAMPLES.map(({ title, text, query: example }) => (
          <li key={title}>
            <button
              type="button"
              className={styles.example}
              onClick={() => onClickExample({ ...grafanas(query), version: 1, ...example })}
            >
              <Text variant="body" weight="medium">
                {title}
              </Text>
              <Text variant="bodySmall" color="secondary">
                {text}
              </Text>
            </button>
          </li>
        ))}
      </ul>
      <Text variant="bodySmall" color="secondary">
        What the numbers mean is in{' '}
        <TextLink
          href="https://developers.cloudflare.com/stream/getting-analytics/"
          external
          inline
          variant="bodySmall"
        >
          Cloudflare&apos;s documentation
        </TextLink>
        .
      </Text>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  examples: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))',
    gap: theme.spacing(1),
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    listStyle: 'none',
  }),
  example: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    width: '100%',
    height: '100%',
    padding: theme.spacing(1, 1.5),
    textAlign: 'left',
    color: theme.colors.text.primary,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '&:hover': { borderColor: theme.colors.border.strong },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});
