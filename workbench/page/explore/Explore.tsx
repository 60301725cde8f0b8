import { CoreApp, LoadingState } from '@grafana/data';
import { Alert, Button, Stack } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { Query } from '../plugin';
import { Framed } from '../Framed';
import { Heading } from '../Heading';
import type { Session } from '../session';
import { exploreScene } from './exploreScene';
import { Inspector } from './Inspector';

/** The plugin's query editor, and its answer as chart, table and in detail. */
export function Explore({ session }: { session: Session }) {
  const { dataSource, plugin } = session;
  const { search } = useLocation();
  const { scene, runner, timeRange, timePicker } = useMemo(() => {
    const first: Query = { refId: 'A', ...(linkedQuery(search) ?? dataSource.getDefaultQuery?.(CoreApp.Explore)) };
    return exploreScene(dataSource, first);
  }, [dataSource, search]);
  // Its parts are shown one by one, the editor between them.
  useEffect(() => scene.activate(), [scene]);
  const {
    data,
    queries: [query],
  } = runner.useState();
  const { value: range } = timeRange.useState();
  const loading = data?.state === LoadingState.Loading;

  const [isHelp, setHelp] = useState(false);
  const { QueryEditor, QueryEditorHelp } = plugin.components;

  const run = () => runner.runQueries();
  const change = (next: Query) => runner.setState({ queries: [next] });

  return (
    <Stack direction="column" gap={2}>
      <Stack justifyContent="space-between" alignItems="center" wrap="wrap">
        <Heading title="Explore" />
        <Stack wrap="wrap">
          <Button
            icon="question-circle"
            variant="secondary"
            fill="text"
            aria-expanded={isHelp}
            onClick={() => setHelp(!isHelp)}
          >
            Query help
          </Button>
          <timePicker.Component model={timePicker} />
          <Button
            icon={loading ? 'times' : 'sync'}
            variant={loading ? 'destructive' : 'primary'}
            onClick={loading ? () => runner.cancelQuery() : run}
          >
            {loading ? 'Cancel' : 'Run query'}
          </Button>
        </Stack>
      </Stack>
      <Framed label="Query">
        {isHelp && (
          <QueryEditorHelp
            datasource={dataSource}
            query={query}
            onClickExample={(example) => {
              change(example);
              run();
            }}
          />
        )}
        <QueryEditor
          app={CoreApp.Explore}
          datasource={dataSource}
          query={query}
          onChange={change}
          onRunQuery={run}
          data={data}
          range={range}
        />
      </Framed>
      {data?.errors?.map(({ message, refId }) => (
        <Alert key={refId} severity="error" title={message ?? 'The query has failed'} />
      ))}
      <scene.state.body.Component model={scene.state.body} />
      <Inspector data={data} />
    </Stack>
  );
}

/** The query of a link between queries, which Grafana opens beside the one that it was in. */
const linkedQuery = (search: string): Partial<Query> | undefined =>
  JSON.parse(new URLSearchParams(search).get('left') ?? '{}').queries?.[0];
