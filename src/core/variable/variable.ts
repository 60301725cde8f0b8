import * as v from 'valibot';
import { DATASETS } from '../catalogue/catalogue';
import { narrowing } from '../query/all';
import { filterProblems, named } from '../query/fieldProblems';
import type { Filter, Problem } from '../query/query';
import { filters, limit, list, oneOf, text, toProblem, version } from '../query/schemas';
import { unresolvedProblems } from '../query/variables';
import { sourceOf, SOURCES } from '../rest/sources';
import type { Offer } from './offer';

/** What a dashboard saves of a variable: which values it offers. */
export interface VariableQuery {
  readonly version: 1;
  readonly type: VariableType;
  /** Of the type `values` alone. */
  readonly dataset?: string;
  /** Of the type `values` alone: a dimension of the dataset. */
  readonly field?: string;
  /** All must hold. */
  readonly filters: readonly Filter[];
  /** What values must contain; empty: anything. */
  readonly search: string;
  /** Values at most, those with the most first. */
  readonly limit: number;
}

export type VariableType = 'videos' | 'creators' | 'countries' | 'liveInputs' | 'values';

/** Which field a type means; `values` names its own. */
const FIELDS: Readonly<Record<Exclude<VariableType, 'values'>, { dataset: string; field: string }>> = {
  videos: { dataset: 'streamMinutesViewedAdaptiveGroups', field: 'uid' },
  creators: { dataset: 'streamMinutesViewedAdaptiveGroups', field: 'creator' },
  countries: { dataset: 'streamMinutesViewedAdaptiveGroups', field: 'clientCountryName' },
  liveInputs: { dataset: 'liveInputEventsAdaptiveGroups', field: 'inputId' },
};

/** What a new variable starts with. */
export const defaultVariable: VariableQuery = { version: 1, type: 'videos', filters: [], search: '', limit: 100 };

/** What Grafana puts into a search is what is typed into the list of a variable's values. Nothing is typed yet where it is left. */
export const SEARCH_TYPED = '$__searchFilter';

const schema = v.object({
  version,
  type: oneOf(['videos', 'creators', 'countries', 'liveInputs', 'values']),
  dataset: v.optional(text, ''),
  field: v.optional(text, ''),
  filters,
  search: v.optional(text, ''),
  limit: v.nullish(limit, defaultVariable.limit),
});

/** The dataset or source that a variable is about, and its field; undefined where there is no such dataset. */
export function subjectOf(
  saved: Pick<VariableQuery, 'type' | 'dataset' | 'field'>
): Pick<Offer, 'of' | 'field'> | undefined {
  const { dataset = '', field = '' } = saved.type === 'values' ? saved : (FIELDS[saved.type] ?? {});
  const of = DATASETS[dataset] ?? sourceOf(dataset);
  return of && { of, field };
}

/** Reads the saved query of a variable, with the variables that it depends on in their places. Never throws. */
export function parseVariable(saved: unknown): { readonly offer: Offer } | { readonly problems: readonly Problem[] } {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    return { problems: [{ path: '', message: 'The query of a variable is a JSON object with at least a "type".' }] };
  }
  const current = {
    version: 1,
    type: undefined,
    ...saved,
    ...('search' in saved ? { search: typed(saved.search) } : {}),
  };
  const left = unresolvedProblems(current);
  if (left.length > 0) {
    return { problems: left };
  }
  const shaped = v.safeParse(schema, current);
  if (!shaped.success) {
    return { problems: shaped.issues.map(toProblem) };
  }
  const subject = subjectOf(shaped.output);
  if (subject === undefined) {
    const names = [...Object.keys(DATASETS), ...SOURCES.map(({ name }) => name)];
    return { problems: [{ path: 'dataset', message: `The values of a field need its dataset: ${list(names)}.` }] };
  }
  const { of, field } = subject;
  const problems: Problem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  const fields = of.dimensions.map(({ name }) => name);
  named([field], 'field', fields, `a field of ${of.name}, which has`, (_, message) => add('field', message));
  shaped.output.filters.forEach((each, index) => filterProblems(each, `filters[${index}]`, of, 1, add));
  const { search, limit: most } = shaped.output;
  return problems.length > 0
    ? { problems }
    : { offer: { of, field, filters: narrowing(shaped.output.filters), search, limit: most } };
}

const typed = (search: unknown): unknown =>
  typeof search === 'string' ? search.replace(/\$__searchFilter|\$\{__searchFilter(:\w+)?\}/g, '') : search;

/** What is wrong with a variable's query; empty when nothing is. */
export function variableProblems(saved: unknown): readonly Problem[] {
  const parsed = parseVariable(saved);
  return 'problems' in parsed ? parsed.problems : [];
}
