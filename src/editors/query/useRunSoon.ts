import { useCallback, useEffect, useRef } from 'react';

/** Several choices made one after another are one question. */
const SETTLED_MS = 250;

/** Runs the query once no change has come for a moment; at once where the editor is closed before. */
export function useRunSoon(run: () => void): () => void {
  const latest = useRef(run);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = run;
  });
  const runNow = useCallback(() => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    latest.current();
  }, []);
  const runWaiting = useCallback(() => {
    if (waiting.current !== undefined) {
      runNow();
    }
  }, [runNow]);
  useEffect(() => runWaiting, [runWaiting]);
  return useCallback(() => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(runNow, SETTLED_MS);
  }, [runNow]);
}
