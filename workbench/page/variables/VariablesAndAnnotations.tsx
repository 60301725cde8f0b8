import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { Session } from '../session';
import { TriedAnnotation } from './TriedAnnotation';
import { TriedVariable } from './TriedVariable';
import { trial } from './trial';

/** The plugin's editors of a variable and of an annotation, above a dashboard that goes by both. */
export function VariablesAndAnnotations({ session: { dataSource } }: { session: Session }) {
  const styles = useStyles2(getStyles);
  const { scene, variable, annotation } = useMemo(() => trial(dataSource), [dataSource]);
  return (
    <Stack direction="column" gap={2}>
      <section className={styles.editor} aria-label="Variable">
        <Text element="h2" variant="h4">
          Variable
        </Text>
        <TriedVariable dataSource={dataSource} variable={variable} />
      </section>
      <section className={styles.editor} aria-label="Annotation">
        <Text element="h2" variant="h4">
          Annotation
        </Text>
        <TriedAnnotation dataSource={dataSource} layer={annotation} />
      </section>
      <scene.Component model={scene} />
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({
    padding: theme.spacing(2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
