import { Text } from '@grafana/ui';
import React from 'react';

/** The title of a tab. */
export const Heading = ({ title }: { title: string }) => (
  <Text element="h1" variant="h3">
    {title}
  </Text>
);
