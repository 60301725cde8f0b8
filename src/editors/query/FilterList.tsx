import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import type { Condition, Fields, Filter, Problem } from '../../core';
import { FilterCondition, newCondition } from './FilterCondition';

interface ListProps {
  dataset: Fields;
  filters: readonly Filter[];
  /** Where the list stands in the query, such as `filters[0].or`. */
  path: string;
  /** How many groups it is in. */
  depth: number;
  problems: readonly Problem[];
  onChange: (filters: Filter[]) => void;
}

/** Deeper groups are shown, but not offered. */
const DEEPEST_OFFERED = 2;

/** A row for each filter, and what adds one. */
export function FilterList({ dataset, filters, path, depth, problems, onChange }: ListProps) {
  const styles = useStyles2(getStyles);
  const add = (filter: Filter) => onChange([...filters, filter]);
  return (
    <div className={styles.list}>
      {filters.map((filter, index) => {
        const common = {
          dataset,
          path: `${path}[${index}]`,
          problems,
          onChange: (next: Filter) => onChange(filters.map((each, i) => (i === index ? next : each))),
          onRemove: () => onChange(filters.filter((_, i) => i !== index)),
        };
        return 'field' in filter ? (
          <FilterCondition key={index} {...common} condition={filter} />
        ) : (
          <FilterGroup key={index} {...common} group={filter} depth={depth + 1} />
        );
      })}
      <Stack gap={0.5}>
        <Button variant="secondary" fill="outline" icon="plus" onClick={() => add(newCondition(dataset))}>
          Filter
        </Button>
        {depth < DEEPEST_OFFERED && (
          <Button variant="secondary" fill="text" icon="plus" onClick={() => add({ or: [newCondition(dataset)] })}>
            Group
          </Button>
        )}
      </Stack>
    </div>
  );
}

interface GroupProps extends Pick<ListProps, 'dataset' | 'path' | 'depth' | 'problems'> {
  group: Exclude<Filter, Condition>;
  onChange: (group: Filter) => void;
  onRemove: () => void;
}

type Kind = 'or' | 'and';

const KINDS: Array<{ value: Kind; label: string }> = [
  { value: 'or', label: 'Any of' },
  { value: 'and', label: 'All of' },
];

/** Filters of which any must hold, or all. Without the last of them the group goes, too. */
function FilterGroup({ group, path, onChange, onRemove, ...rest }: GroupProps) {
  const styles = useStyles2(getStyles);
  const [kind, filters]: [Kind, readonly Filter[]] = 'or' in group ? ['or', group.or] : ['and', group.and];
  const change = (next: Kind, inner: readonly Filter[]) => onChange(next === 'or' ? { or: inner } : { and: inner });
  return (
    <div className={styles.group} role="group" aria-label="Group of filters">
      <Stack alignItems="center" gap={1}>
        <RadioButtonGroup
          aria-label="The group holds for"
          size="sm"
          options={KINDS}
          value={kind}
          onChange={(next) => change(next, filters)}
        />
        <IconButton name="times" tooltip="Remove group" onClick={onRemove} />
      </Stack>
      <FilterList
        {...rest}
        filters={filters}
        path={`${path}.${kind}`}
        onChange={(inner) => (inner.length > 0 ? change(kind, inner) : onRemove())}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  }),
  group: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    paddingLeft: theme.spacing(1),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
  }),
});
