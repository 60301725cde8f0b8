import type { AnnotationQuery, DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { DataQuery, DataSourceRef } from '@grafana/schema';

/** A dashboard's JSON as Grafana saves it, as far as the workbench shows it. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly timezone?: string;
  readonly time?: { readonly from: string; readonly to: string };
  readonly refresh?: string | false;
  readonly panels: readonly PanelJson[];
  readonly templating?: { readonly list: readonly VariableJson[] };
  readonly annotations?: { readonly list: readonly AnnotationQuery[] };
}

/** `gridPos` in cells: the grid has 24 columns, a row is 30 px high and 8 px from the next. */
export interface PanelJson {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: DataSourceRef;
  readonly targets?: readonly DataQuery[];
  readonly transformations?: readonly DataTransformerConfig[];
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly fieldConfig?: FieldConfigSource;
  readonly options?: Record<string, unknown>;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelJson[];
}

export interface VariableJson {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly hide?: number;
  readonly query?: string | (DataQuery & { readonly type?: string });
  readonly datasource?: DataSourceRef;
  readonly current?: { readonly value?: string | string[]; readonly text?: string | string[] };
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly regex?: string;
}
