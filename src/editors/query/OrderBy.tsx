import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, FieldValidationMessage, IconButton, useStyles2 } from '@grafana/ui';
import type { Order, Problem } from '../../core';
import { type Named, namedOptions } from './options';
import { problemAt } from './problemAt';
import { UnseenLabel } from './UnseenLabel';

interface Props {
  /** What can be ordered by. */
  fields: readonly Named[];
  /** Those of the fields that are numbers. */
  numbers: readonly string[];
  orderBy: readonly Order[];
  problems: readonly Problem[];
  onChange: (orderBy: Order[]) => void;
}

/** Orders by what there is, each once: numbers largest first, the rest by the alphabet, and the other way round. */
export function OrderBy({ fields, numbers, orderBy, problems, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const free = fields.filter(({ name }) => orderBy.every(({ field }) => field !== name));
  const starting = (field: string): Order => ({ field, direction: numbers.includes(field) ? 'desc' : 'asc' });
  const problem = problemAt(problems, 'orderBy');
  return (
    <>
      <div className={styles.orders}>
        {orderBy.map((order, index) => {
          const change = (next: Order) => onChange(orderBy.map((each, i) => (i === index ? next : each)));
          const descending = order.direction === 'desc';
          return (
            <div key={index} className={styles.order} role="group" aria-label={`Order ${index + 1}`}>
              <div className={styles.field}>
                <UnseenLabel htmlFor={`${id}${index}`}>Field</UnseenLabel>
                <Combobox
                  id={`${id}${index}`}
                  options={namedOptions(fields.filter((each) => each.name === order.field || free.includes(each)))}
                  value={order.field}
                  onChange={({ value }) => change(starting(value))}
                />
              </div>
              <Button
                variant="secondary"
                icon={descending ? 'arrow-down' : 'arrow-up'}
                tooltip={descending ? 'Descending' : 'Ascending'}
                aria-label={descending ? 'Descending' : 'Ascending'}
                onClick={() => change({ ...order, direction: descending ? 'asc' : 'desc' })}
              />
              <IconButton
                name="times"
                tooltip="Remove order"
                onClick={() => onChange(orderBy.filter((_, i) => i !== index))}
              />
            </div>
          );
        })}
        {free.length > 0 && (
          <Button
            variant="secondary"
            fill="outline"
            icon="plus"
            aria-label="Add order"
            tooltip="Add order"
            onClick={() => onChange([...orderBy, starting(free[0].name)])}
          />
        )}
      </div>
      {problem.invalid && <FieldValidationMessage>{problem.error}</FieldValidationMessage>}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  orders: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1),
  }),
  order: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  }),
  field: css({ width: theme.spacing(22) }),
});
