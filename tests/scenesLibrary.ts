import { setTemplateSrv } from '@grafana/runtime';

/** Grafana's library of dashboards, which replaces variables from then on. Loading it takes seconds. */
export async function scenesLibrary() {
  const scenes = await import('@grafana/scenes');
  const { templateSrv } = await import('../workbench/page/services/templateSrv');
  setTemplateSrv(templateSrv);
  return scenes;
}
