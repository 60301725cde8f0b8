/** Floats may differ in their last digits: parts are added up in another order. */
export const isSame = (a: unknown, b: unknown): boolean =>
  a === b ||
  (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b)) ||
  (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
