/** Turns a draw in [0, 1) into an index, each as likely as its weight. */
export function picker(weights: Float64Array): (draw: number) => number {
  let total = 0;
  const upTo = weights.map((weight) => (total += weight));
  return (draw) => {
    const wanted = draw * total;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
}
