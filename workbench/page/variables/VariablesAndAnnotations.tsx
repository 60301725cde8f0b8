import { Box, Stack, Text } from '@grafana/ui';
import React, { type ReactNode, useMemo } from 'react';
import { Framed } from '../Framed';
import type { Session } from '../session';
import { TriedAnnotation } from './TriedAnnotation';
import { TriedVariable } from './TriedVariable';
import { trial } from './trial';

/** The plugin's editors of a variable and of an annotation, above a dashboard that goes by both. */
export function VariablesAndAnnotations({ session: { dataSource } }: { session: Session }) {
  const { scene, variable, annotation } = useMemo(() => trial(dataSource), [dataSource]);
  return (
    <Stack direction="column" gap={2}>
      <Titled title="Variable">
        <TriedVariable dataSource={dataSource} variable={variable} />
      </Titled>
      <Titled title="Annotation">
        <TriedAnnotation dataSource={dataSource} layer={annotation} />
      </Titled>
      <scene.Component model={scene} />
    </Stack>
  );
}

const Titled = ({ title, children }: { title: string; children: ReactNode }) => (
  <Framed label={title}>
    <Box marginBottom={1}>
      <Text element="h2" variant="h4">
        {title}
      </Text>
    </Box>
    {children}
  </Framed>
);
