import { Box, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';
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
      <Framed label="Variable">
        <Box marginBottom={1}>
          <Text element="h2" variant="h4">
            Variable
          </Text>
        </Box>
        <TriedVariable dataSource={dataSource} variable={variable} />
      </Framed>
      <Framed label="Annotation">
        <Box marginBottom={1}>
          <Text element="h2" variant="h4">
            Annotation
          </Text>
        </Box>
        <TriedAnnotation dataSource={dataSource} layer={annotation} />
      </Framed>
      <scene.Component model={scene} />
    </Stack>
  );
}
