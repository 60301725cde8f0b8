import { type SceneComponentProps, sceneGraph, SceneObjectBase } from '@grafana/scenes';
import { IconButton } from '@grafana/ui';
import React from 'react';

const ICONS = { info: 'info-circle', warning: 'exclamation-triangle', error: 'exclamation-circle' } as const;

/** Beside a panel's title: an icon for each notice of its data, with its text. */
export class PanelNotices extends SceneObjectBase {
  static Component = ({ model }: SceneComponentProps<PanelNotices>) => {
    const { data } = sceneGraph.getData(model).useState();
    const notices = data?.series.flatMap(({ meta }) => meta?.notices ?? []) ?? [];
    return (
      <>
        {notices.map(({ severity, text }) => (
          <IconButton key={text} name={ICONS[severity]} tooltip={text} />
        ))}
      </>
    );
  };
}
