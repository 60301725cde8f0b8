import { fieldOf, metricOf, type Fields } from '../catalogue/dataset';
import { operatorOf } from '../catalogue/operators';
import type { Filter } from './query';

/** Parts of sentences about queries. */

export const join = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;

export const labelOf = (dataset: Fields, name: string): string =>
  (metricOf(dataset, name) ?? fieldOf(dataset, name))?.label ?? name;

export const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** All filters as a clause; nothing where there are none. */
export const whereInWords = (filters: readonly Filter[], dataset: Fields): string =>
  filters.length > 0 ? `where ${filters.map((filter) => inWords(filter, dataset)).join(' and ')}` : '';

function inWords(filter: Filter, dataset: Fields): string {
  if ('field' in filter) {
    const field = fieldOf(dataset, filter.field);
    const operator = field && operatorOf(field.type, filter.operator);
    const shown = filter.values.slice(0, 3).map((each) => (each === '' ? '(empty)' : each));
    const more = filter.values.length - shown.length;
    return `${lower(labelOf(dataset, filter.field))} ${operator?.words} ${join([...shown, ...(more > 0 ? [`${more} more`] : [])], 'or')}`;
  }
  const [words, inner] = 'or' in filter ? ['or', filter.or] : ['and', filter.and];
  return `(${inner.map((each) => inWords(each, dataset)).join(` ${words} `)})`;
}
