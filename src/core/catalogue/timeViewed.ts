import type { Formula, Metric } from './dataset';

/** Metrics made of a time viewed; the formula says of which and in what unit that one is. */

export const hoursViewed = (formula: Formula): Metric => ({
  name: 'hoursViewed',
  type: 'float64',
  label: 'Hours viewed',
  unit: 'h',
  description: 'The time viewed in hours.',
  additivity: 'sum',
  formula,
});

export const averageViewers = (formula: Formula): Metric => ({
  name: 'averageViewers',
  type: 'float64',
  label: 'Average concurrent viewers',
  unit: 'short',
  description: 'Minutes viewed by minutes passed: how many watched at the same time, on average over the interval.',
  additivity: 'sum',
  formula: { ...formula, perMinute: true },
});
