import { useEffect, useState } from 'react';
import { type Format, type Mistake, mistakesIn } from '../../core';

type Check = (graphql: string) => readonly Mistake[];

/** All that is wrong with a text whose variables are replaced: what the core says, else what the schema says. */
export function useMistakes(graphql: string, format: Format): readonly Mistake[] {
  const [check, setCheck] = useState<Check>();
  useEffect(() => {
    let shown = true;
    const load = async () => {
      const { schemaMistakes } = await import('./schemaMistakes');
      if (shown) {
        setCheck(() => schemaMistakes);
      }
    };
    // Where it cannot be loaded, the backend still looks at what it sends.
    void load().catch(() => undefined);
    return () => {
      shown = false;
    };
  }, []);
  const mistakes = mistakesIn(graphql, format);
  return mistakes.length > 0 || check === undefined ? mistakes : check(graphql);
}
