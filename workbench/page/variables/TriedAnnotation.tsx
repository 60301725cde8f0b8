import { LoadingState } from '@grafana/data';
import { type dataLayers, sceneGraph } from '@grafana/scenes';
import { Alert, Text } from '@grafana/ui';
import React from 'react';
import type { DataSource, Query } from '../plugin';

/** The editor of an annotation with the number of its events, as in the settings of Grafana's dashboards. */
export function TriedAnnotation({
  dataSource,
  layer,
}: {
  dataSource: DataSource;
  layer: dataLayers.AnnotationsDataLayer;
}) {
  const { query: annotation, data } = layer.useState();
  const { value: range } = sceneGraph.getTimeRange(layer).useState();
  const { QueryEditor: Editor, getDefaultQuery } = dataSource.annotations!;
  const query = { ...(getDefaultQuery?.() as { target?: Query }).target, ...annotation.target } as Query;
  const [error] = data?.errors ?? [];
  const events = data?.series[0]?.length ?? 0;

  return (
    <>
      {Editor && (
        <Editor
          datasource={dataSource}
          query={query}
          onChange={(target: Query) => layer.setState({ query: { ...annotation, target } })}
          onRunQuery={() => layer.runLayer()}
          data={data && { ...data, timeRange: range }}
          range={range}
        />
      )}
      {error?.message ? (
        <Alert severity="error" title={error.message} />
      ) : (
        <Text color="secondary">
          {data?.state === LoadingState.Loading ? 'Loading …' : `${events} event${events === 1 ? '' : 's'}`}
        </Text>
      )}
    </>
  );
}
