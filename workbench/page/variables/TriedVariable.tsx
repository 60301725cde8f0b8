import { css } from '@emotion/css';
import { type CustomVariableSupport, type GrafanaTheme2, LoadingState } from '@grafana/data';
import { type QueryVariable, sceneGraph } from '@grafana/scenes';
import { Alert, Text, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { DataSource, Query } from '../plugin';

/** The editor of a variable with its values, as in the settings of Grafana's dashboards. */
export function TriedVariable({ dataSource, variable }: { dataSource: DataSource; variable: QueryVariable }) {
  const styles = useStyles2(getStyles);
  const [mistake, setMistake] = useState('');
  const { query, options } = variable.useState();
  const { value: range } = sceneGraph.getTimeRange(variable).useState();
  const { editor: Editor } = dataSource.variables as CustomVariableSupport<DataSource>;

  const run = () => {
    setMistake('');
    variable.validateAndUpdate().subscribe({ error: ({ message }: Error) => setMistake(message) });
  };
  return (
    <>
      <Editor
        datasource={dataSource}
        query={query as Query}
        onChange={(next: Query) => variable.setState({ query: next })}
        onRunQuery={run}
        data={{ series: [], state: LoadingState.Done, timeRange: range }}
        range={range}
      />
      <Text element="h3" variant="h5">
        Preview of values
      </Text>
      {mistake ? (
        <Alert severity="error" title={mistake} />
      ) : (
        <ul className={styles.values} aria-label="Preview of values">
          {options.map(({ label, value }) => (
            <li key={String(value)} title={String(value)}>
              {label}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  values: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    maxHeight: 96,
    marginTop: theme.spacing(1),
    overflow: 'auto',
    listStyle: 'none',
    li: {
      padding: theme.spacing(0, 1),
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.radius.default,
    },
  }),
});
