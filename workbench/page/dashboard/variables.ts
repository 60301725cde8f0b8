import { getDataSourceSrv } from '@grafana/runtime';
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  GroupByVariable,
  QueryVariable,
  type SceneVariable,
  TextBoxVariable,
} from '@grafana/scenes';
import type { VariableJson } from './dashboardJson';

const text = (query: VariableJson['query']) => (typeof query === 'string' ? query : '');

const named = ({ name, label, hide }: VariableJson) => ({ name, label, hide });

const chosen = (variable: VariableJson) => ({
  ...named(variable),
  value: variable.current?.value ?? '',
  text: variable.current?.text ?? '',
  isMulti: variable.multi,
  includeAll: variable.includeAll,
  allValue: variable.allValue,
});

const VARIABLES: Record<string, (variable: VariableJson) => SceneVariable> = {
  custom: (json) => new CustomVariable({ ...chosen(json), query: text(json.query) }),
  query: (json) =>
    new QueryVariable({ ...chosen(json), query: json.query, datasource: json.datasource ?? null, regex: json.regex }),
  datasource: (json) =>
    new DataSourceVariable({ ...chosen(json), pluginId: text(json.query), regex: json.regex ?? '' }),
  textbox: (json) => new TextBoxVariable({ ...named(json), value: String(json.current?.value ?? text(json.query)) }),
  constant: (json) => new ConstantVariable({ ...named(json), value: text(json.query) }),
  adhoc: (json) =>
    new AdHocFiltersVariable({
      ...named(json),
      datasource: json.datasource ?? null,
      applyMode: 'auto',
      useQueriesAsFilterForOptions: true,
      supportsMultiValueOperators: getDataSourceSrv().getInstanceSettings(json.datasource)?.meta
        .multiValueFilterOperators,
    }),
  groupby: (json) => new GroupByVariable({ ...named(json), datasource: json.datasource ?? null }),
};

/**
 * A dashboard's variable as a scene's.
 * Errors: throws for a type that the workbench does not know.
 */
export function sceneVariable(json: VariableJson): SceneVariable {
  const make = VARIABLES[json.type];
  if (!make) {
    throw new Error(`The workbench has no variables of type ${json.type}`);
  }
  return make(json);
}
