import { renderHook } from '@testing-library/react';
import { useRunSoon } from './useRunSoon';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('changes that follow one another run once, with what was given last', () => {
  const [first, last] = [jest.fn(), jest.fn()];
  const { result, rerender } = renderHook(({ run }) => useRunSoon(run), { initialProps: { run: first } });
  result.current();
  jest.advanceTimersByTime(200);
  result.current();
  rerender({ run: last });
  jest.advanceTimersByTime(200);
  expect(last).not.toHaveBeenCalled();
  jest.advanceTimersByTime(100);
  expect(first).not.toHaveBeenCalled();
  expect(last).toHaveBeenCalledTimes(1);
});

test('what waits runs when the editor is closed', () => {
  const run = jest.fn();
  const { result, unmount } = renderHook(() => useRunSoon(run));
  result.current();
  unmount();
  expect(run).toHaveBeenCalledTimes(1);
});
