import { fieldOf } from '../catalogue/dataset';
import { labelOf, lower, whereInWords } from '../query/words';
import { EVENTS_TALLIED, mainMetric } from './offer';
import { SEARCH_TYPED, subjectOf, type VariableQuery, type VariableType } from './variable';

const NOUNS: Readonly<Record<Exclude<VariableType, 'values'>, string>> = {
  videos: 'videos',
  creators: 'creators',
  countries: 'countries',
  liveInputs: 'live inputs',
};

/** What a variable offers, as a sentence. Variables in it stay as they are; of what is wrong the sentence says nothing. */
export function describeVariable(query: Omit<VariableQuery, 'limit'> & { readonly limit: number | string }): string {
  const subject = subjectOf(query);
  if (subject === undefined) {
    return '';
  }
  const { of, field } = subject;
  const metric = mainMetric(of);
  const noun = query.type === 'values' ? `values of ${lower(labelOf(of, field))}` : NOUNS[query.type];
  const most = metric
    ? `with the most ${lower(metric.label)} in the dashboard's time range`
    : 'columns' in of
      ? `that are most frequent among ${lower(of.label)}, as they are now`
      : `that are most frequent among the newest ${EVENTS_TALLIED} events of the dashboard's time range`;
  const parts = [`The ${query.limit} ${noun} ${most}`, whereInWords(query.filters, of), searched(query.search)];
  return fieldOf(of, field) ? `${parts.filter((part) => part !== '').join(', ')}.` : '';
}

const searched = (search: string): string =>
  search === ''
    ? ''
    : search === SEARCH_TYPED
      ? 'that contain what is typed into the list'
      : `that contain "${search}"`;
