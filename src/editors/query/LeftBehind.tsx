import React from 'react';
import { Button, Stack, Text } from '@grafana/ui';

/** What another dataset does not have, with the way back. */
export const LeftBehind = ({ said, onUndo }: { said: string; onUndo: () => void }) => (
  <div role="status">
    <Stack alignItems="center" wrap="wrap" gap={1}>
      <Text variant="bodySmall" color="warning">
        {said}
      </Text>
      <Button size="sm" variant="secondary" fill="text" onClick={onUndo}>
        Undo
      </Button>
    </Stack>
  </div>
);
