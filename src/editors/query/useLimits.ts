import { useEffect, useState } from 'react';
import type { Context } from '../../core';
import type { StreamSource } from '../../host/source';

/** The account's limits; undefined until they are known. */
export function useLimits(source: StreamSource): Context['limits'] | undefined {
  const [limits, setLimits] = useState<Context['limits']>();
  useEffect(() => {
    let shown = true;
    source.limits().then((known) => shown && setLimits(known));
    return () => {
      shown = false;
    };
  }, [source]);
  return limits;
}
