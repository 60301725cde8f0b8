/** Milliseconds that each of `works` takes: the median of `rounds`, after one that does not count. They take turns, so that whatever else the machine does strikes all alike. */
export async function compare(rounds: number, works: ReadonlyArray<() => unknown>): Promise<number[]> {
  const times: number[][] = works.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, work] of works.entries()) {
      const began = performance.now();
      await work();
      if (round > 0) {
        times[i].push(performance.now() - began);
      }
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)]);
}
