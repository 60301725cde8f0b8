import type { TemplateSrv } from '@grafana/runtime';
import { sceneGraph, type SceneObject } from '@grafana/scenes';

/** Hands over to scenes when a query comes from a dashboard; elsewhere there are no variables. */
export const templateSrv: TemplateSrv = {
  getVariables: () => [],
  containsTemplate: (target = '') => /\$\w|\$\{|\[\[/.test(target),
  updateTimeRange: () => {},
  replace: (target = '', scopedVars = {}, format) => {
    const scene: SceneObject | undefined = scopedVars.__sceneObject?.value.valueOf();
    return scene
      ? sceneGraph.interpolate(scene, target, scopedVars, format as Parameters<typeof sceneGraph.interpolate>[3])
      : target;
  },
};
