import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import { dimensionsBy, metricOf, type Metric } from '../catalogue/dataset';
import type { Show } from '../query/query';
import { legend, metricLabel, ofPeriod } from './legend';
import { unitOf } from './unit';

const dataset = DATASETS.streamMinutesViewedAdaptiveGroups;
const minutes = metricOf(dataset, 'sum.minutesViewed') as Metric;

interface Options {
  template?: string;
  metrics?: readonly string[];
  show?: Show;
  period?: string;
  /** Of the key's values, and the same told apart. */
  names?: readonly string[];
  apart?: readonly string[];
}

const named = (
  key: readonly string[],
  { template = '', metrics = ['sum.minutesViewed'], show = 'value', period, names = key, apart = names }: Options = {}
) =>
  legend(
    { metrics, legend: template, show },
    dimensionsBy(dataset, ['uid', 'clientCountryName'].slice(0, key.length)),
    minutes,
    { key, names, apart },
    period
  );

test('a series without a template is called by its values, else by its metric; by both where several metrics are', () => {
  expect(named(['a', 'US'])).toBe('a, US');
  expect(named([])).toBe('Minutes viewed');
  expect(named([], { metrics: ['sum.minutesViewed', 'count'] })).toBe('Minutes viewed');
  expect(named(['a'], { metrics: ['sum.minutesViewed', 'count'] })).toBe('a: Minutes viewed');
});

test('a value that is empty says what is not there', () => {
  expect(named(['', 'US'])).toBe('(no video), US');
  expect(named(['a', ''], { template: '{{clientCountryName}}' })).toBe('(no country)');
});

test('a template stands for values and the metric, with spaces or without; what it does not know stays', () => {
  expect(named(['a', 'US'], { template: '{{uid}} in {{ clientCountryName }}: {{  metric}}' })).toBe(
    'a in US: Minutes viewed'
  );
  expect(named(['a'], { template: '{{clientCountryName}} {{}} {uid} {{uid}}' })).toBe(
    '{{clientCountryName}} {{}} {uid} a'
  );
  expect(named(['$&'], { template: '{{uid}}' })).toBe('$&');
});

test('names stand for IDs, in a template where it says so', () => {
  const video = { names: ['Intro', 'US'], apart: ['Intro (a)', 'US'] };
  expect(named(['a', 'US'], video)).toBe('Intro (a), US');
  expect(named(['a', 'US'], { ...video, template: '{{video}} {{uid}} {{country}} {{liveInput}}' })).toBe(
    'Intro a US {{liveInput}}'
  );
  expect(named([''], { template: '{{video}}' })).toBe('(no video)');
});

test('how numbers are shown is part of the label and the unit', () => {
  expect(
    (['value', 'share', 'perSecond', 'perMinute', 'forecast'] as const).map((show) => metricLabel(minutes, show))
  ).toEqual([
    'Minutes viewed',
    'Share of minutes viewed',
    'Minutes viewed per second',
    'Minutes viewed per minute',
    'Minutes viewed (forecast)',
  ]);
  expect(named(['a'], { template: '{{metric}} of {{uid}}', show: 'share' })).toBe('Share of minutes viewed of a');
  expect((['value', 'share', 'perSecond'] as const).map((show) => unitOf(minutes, show))).toEqual([
    'short',
    'percent',
    'short',
  ]);
});

test('a series of the earlier period says so behind its name, and no other does', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (key, template) => {
      const name = named([key], { template });
      expect(named([key], { template, period: '1 day before' })).toBe(`${name} (1 day before)`);
      expect(ofPeriod(name, undefined)).toBe(name);
    })
  );
});
