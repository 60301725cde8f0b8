import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';

/** The dashboard that is shown has these variables, by their names, as Grafana's template service gives them: `$country`. */
export function dashboardHas(variables: Readonly<Record<string, unknown>>): void {
  setTemplateSrv({
    getVariables: () => Object.keys(variables).map((name) => ({ name })),
    replace: (text: string, _: unknown, format: (value: unknown) => string = String) =>
      text.replace(/\$(\w+)/g, (whole, name) => (name in variables ? format(variables[name]) : whole)),
  } as unknown as TemplateSrv);
}
