/** How deep a saved query may nest: groups of filters alone do, and far less. */
const DEEPEST = 32;

/** Whether a JSON value nests too deep to be looked through by functions that call themselves. */
export const isTooDeep = (value: unknown, levels = DEEPEST): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1)));

export const TOO_DEEP = `A query nests ${DEEPEST} levels deep at most.`;
