import React, { type ComponentType, type FunctionComponent, lazy, Suspense } from 'react';
import { LoadingPlaceholder } from '@grafana/ui';

/**
 * A component that is fetched when it is first shown, so that a dashboard that only shows panels loads no editor.
 *
 * @param load imports its module
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Lazily(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
