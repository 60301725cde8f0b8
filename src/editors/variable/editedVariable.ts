import {
  defaultVariable,
  fieldThere,
  filtersThere,
  subjectOf,
  type VariableQuery,
  type VariableType,
} from '../../core';
import type { SavedVariable } from '../../host/variableSupport';
import { editedFilters } from '../query/edited';

/** The query of a variable in the editor: nothing is left out. A limit is text where it holds a variable. */
export type EditedVariable = SavedVariable & Omit<VariableQuery, 'limit'> & { readonly limit: number | string };

/** A saved query as the editor shows it; a new variable has none, or an empty text. */
export function editedVariable(saved: SavedVariable | string | undefined): EditedVariable {
  const given: Partial<SavedVariable> = typeof saved === 'object' ? saved : {};
  return {
    refId: 'variable',
    ...defaultVariable,
    ...given,
    version: 1,
    filters: editedFilters(given.filters),
    limit: given.limit ?? defaultVariable.limit,
  };
}

/** Another type: the filters that it has too are kept. Values begin with the field that was offered before. */
export function withType(query: EditedVariable, type: VariableType): EditedVariable {
  const before = type === 'values' ? subjectOf(query) : undefined;
  return moved(query, { ...query, type, dataset: before?.of.name, field: before?.field });
}

/** Another dataset, with its first field where it has not got the one that was offered. */
export function withDataset(query: EditedVariable, dataset: string): EditedVariable {
  const to = subjectOf({ ...query, dataset })?.of;
  const field = to && (fieldThere(query.field ?? '', subjectOf(query)?.of, to) ?? to.dimensions[0].name);
  return moved(query, { ...query, dataset, field });
}

function moved(before: EditedVariable, after: EditedVariable): EditedVariable {
  const to = subjectOf(after)?.of;
  return to ? { ...after, filters: filtersThere(before.filters, subjectOf(before)?.of, to) } : after;
}
