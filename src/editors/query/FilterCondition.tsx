import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, FieldValidationMessage, IconButton, useStyles2 } from '@grafana/ui';
import { type Condition, type Dimension, type Fields, OPERATORS, type Problem } from '../../core';
import { FilterValues } from './FilterValues';
import { fieldOptions, operatorOptions } from './options';
import { problemAt } from './problemAt';
import { UnseenLabel } from './UnseenLabel';

interface Props {
  dataset: Fields;
  condition: Condition;
  path: string;
  problems: readonly Problem[];
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

/** One of several values of the first dimension; which ones is still to be chosen. */
export const newCondition = ({ dimensions }: Fields): Condition => ({
  field: dimensions[0].name,
  operator: 'in',
  values: [],
});

/** One row: field, operator, values. That values are missing yet is no mistake to be marked; the query just does not run. */
export function FilterCondition({ dataset, condition, path, problems, onChange, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { field, operator, values } = condition;
  const type = fieldOf(dataset, field)?.type ?? 'string';
  const list = takesList(type, operator);
  const problem = values.length > 0 ? problemAt(problems, path) : { invalid: false };
  const invalid = (key: string) => problem.invalid && problemAt(problems, `${path}.${key}`).invalid;
  return (
    <div role="group" aria-label={`Filter by ${fieldOf(dataset, field)?.label ?? field}`}>
      <div className={styles.row}>
        <div className={styles.field}>
          <UnseenLabel htmlFor={`${id}field`}>Field</UnseenLabel>
          <Combobox
            id={`${id}field`}
            options={fieldOptions(dataset)}
            value={field}
            invalid={invalid('field')}
            onChange={({ value }) => onChange(withField(condition, dataset, value))}
          />
        </div>
        <div className={styles.operator}>
          <UnseenLabel htmlFor={`${id}operator`}>Operator</UnseenLabel>
          <Combobox
            id={`${id}operator`}
            options={operatorOptions(type)}
            value={operator}
            invalid={invalid('operator')}
            onChange={({ value }) => onChange(withOperator(condition, type, value))}
          />
        </div>
        <div className={styles.values}>
          <UnseenLabel htmlFor={`${id}values`}>Values</UnseenLabel>
          <FilterValues
            id={`${id}values`}
            type={type}
            list={list}
            values={values}
            invalid={invalid('values')}
            onChange={(next) => onChange({ ...condition, values: next })}
          />
        </div>
        <div className={styles.remove}>
          <IconButton name="times" tooltip="Remove filter" onClick={onRemove} />
        </div>
      </div>
      {problem.invalid && <FieldValidationMessage>{problem.error}</FieldValidationMessage>}
    </div>
  );
}

const fieldOf = ({ dimensions, times }: Fields, name: string): Dimension | undefined =>
  [...dimensions, ...times].find((each) => each.name === name);

const takesList = (type: Dimension['type'], operator: string): boolean =>
  OPERATORS[type].find(({ name }) => name === operator)?.list ?? false;

/** Values of another field mean nothing for this one. */
function withField({ operator }: Condition, dataset: Fields, field: string): Condition {
  const type = fieldOf(dataset, field)?.type ?? 'string';
  const kept = OPERATORS[type].some(({ name }) => name === operator);
  return { field, operator: kept ? operator : OPERATORS[type][0].name, values: [] };
}

const withOperator = (condition: Condition, type: Dimension['type'], operator: string): Condition => ({
  ...condition,
  operator,
  values: takesList(type, operator) ? condition.values : condition.values.slice(0, 1),
});

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
  }),
  field: css({ flex: `1 1 ${theme.spacing(15)}`, maxWidth: theme.spacing(22) }),
  operator: css({ flex: `1 1 ${theme.spacing(11)}`, maxWidth: theme.spacing(15) }),
  values: css({ flex: `1 1 ${theme.spacing(20)}`, minWidth: 0, maxWidth: theme.spacing(80) }),
  remove: css({
    display: 'flex',
    alignItems: 'center',
    height: theme.spacing(theme.components.height.md),
  }),
});
