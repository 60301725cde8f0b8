import type { Metric } from '../catalogue/dataset';
import type { Show } from '../query/query';

/** Grafana's unit of a metric as it is shown. A rate has the metric's own unit: the name says by what it is divided. */
export const unitOf = ({ unit }: Metric, show: Show): string => (show === 'share' ? 'percent' : unit);
