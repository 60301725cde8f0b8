import { ControlsLabel, type dataLayers } from '@grafana/scenes';
import { Stack } from '@grafana/ui';
import React from 'react';

/** A switch for each of a dashboard's annotations, by its name. */
export const AnnotationSwitches = ({ layers }: { layers: readonly dataLayers.AnnotationsDataLayer[] }) => (
  <>
    {layers.map((layer) => (
      <Stack key={layer.state.key} gap={0}>
        <ControlsLabel htmlFor={`data-layer-${layer.state.key}`} label={layer.state.name} />
        <layer.Component model={layer} />
      </Stack>
    ))}
  </>
);
