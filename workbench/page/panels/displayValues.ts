import { getFieldDisplayValues, type PanelProps, type ReduceDataOptions } from '@grafana/data';
import { config } from '@grafana/runtime';

export interface ReducedOptions {
  orientation: 'auto' | 'horizontal' | 'vertical';
  reduceOptions: ReduceDataOptions;
}

type Reduced = Pick<
  PanelProps<Partial<ReducedOptions>>,
  'data' | 'fieldConfig' | 'replaceVariables' | 'timeZone' | 'options'
>;

/** The values that a stat or a bar gauge shows, as the options say: one a field, or one a row. */
export const displayValues = ({ data, fieldConfig, replaceVariables, timeZone, options }: Reduced, sparkline = false) =>
  getFieldDisplayValues({
    data: data.series,
    fieldConfig,
    reduceOptions: { calcs: ['lastNotNull'], ...options.reduceOptions },
    replaceVariables,
    theme: config.theme2,
    timeZone,
    sparkline,
  });
