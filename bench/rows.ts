/** Two works of the same run as a ratio. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
  readonly unit: string;
  /** The largest ratio that is good enough; absent where there is no goal. */
  readonly goal?: number;
}

/** Whether a row is as it should be. */
export const isMet = ({ ours, theirs, goal = Infinity }: Row): boolean => ours / theirs <= goal;

export function inWords(row: Row): string {
  const { name, ours, theirs, unit, goal } = row;
  const aim = goal === undefined ? '' : `goal ≤ ${goal.toFixed(2)}×, ${isMet(row) ? 'met' : 'missed'}; `;
  return `${(ours / theirs).toFixed(2)}×  (${aim}${ours.toFixed(0)} / ${theirs.toFixed(0)} ${unit})  ${name}`;
}
