import { useEffect, useState } from 'react';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'done'; readonly value: T };

/** What `load` gives, once. It must stay the same function from one rendering to the next. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let here = true;
    const settle = (next: Loaded<T>) => here && setLoaded(next);
    load().then(
      (value) => settle({ state: 'done', value }),
      (error: Error) => settle({ state: 'failed', message: error.message })
    );
    return () => {
      here = false;
    };
  }, [load]);
  return loaded;
}
