import React from 'react';
import type { Fields, Filter, Problem } from '../../core';
import { FilterList } from './FilterList';
import { LabelledGroup } from './LabelledGroup';

interface Props {
  dataset: Fields;
  filters: readonly Filter[];
  problems: readonly Problem[];
  tooltip?: string;
  onChange: (filters: Filter[]) => void;
}

const TOOLTIP = 'All must hold. A group holds if any of its filters does, or all of them.';

/** The filters of a query. */
export const Filters = ({ tooltip = TOOLTIP, ...list }: Props) => (
  <LabelledGroup label="Filters" tooltip={tooltip}>
    <FilterList {...list} path="filters" depth={0} />
  </LabelledGroup>
);
