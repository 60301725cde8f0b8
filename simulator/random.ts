/** Numbers that look random and are the same in every process. Nothing here is a secret. */

// Looked up once: millions of draws are made, and under jest each look at a global costs ten times the arithmetic.
const { imul } = Math;

/** A 32-bit hash of whole numbers. Source: the mixing steps of MurmurHash3's 32-bit finalizer. */
export function hash(...parts: readonly number[]): number {
  let mixed = 0x2545f491;
  for (const part of parts) {
    mixed = imul(mixed ^ part, 0x85ebca6b);
    mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}

/** Draws in [0, 1), without end. Source: the generator mulberry32. */
export function draws(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
