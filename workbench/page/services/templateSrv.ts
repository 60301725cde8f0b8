import type { TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { sceneGraph, type SceneObject } from '@grafana/scenes';

declare global {
  interface Window {
    /** The scene that is shown: scenes keeps it here, and editors' texts go by its variables. */
    readonly __grafanaSceneContext?: SceneObject;
  }
}

/** Hands over to scenes, with the scene that a query comes from or the one that is shown. */
export const templateSrv: TemplateSrv = {
  getVariables: () => {
    const scene = window.__grafanaSceneContext;
    const variables = scene ? sceneGraph.getVariables(scene).state.variables : [];
    return variables.map(({ state }) => state as unknown as TypedVariableModel);
  },
  containsTemplate: (target = '') => /\$\w|\$\{|\[\[/.test(target),
  updateTimeRange: () => {},
  replace: (target = '', scopedVars = {}, format) => {
    const scene: SceneObject | undefined = scopedVars.__sceneObject?.value.valueOf() ?? window.__grafanaSceneContext;
    return scene
      ? sceneGraph.interpolate(scene, target, scopedVars, format as Parameters<typeof sceneGraph.interpolate>[3])
      : target;
  },
};
