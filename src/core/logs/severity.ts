/** Levels of logs as Grafana names them. */
export type Severity = 'error' | 'info';

/** The dimension that tells kinds of events apart. */
const EVENT_CODE = 'eventCode';

/**
 * How bad an event is. Cloudflare documents no codes, only those of its webhooks: `live_input.errored`, and causes that begin
 * with `ERR_`.
 * Source: developers.cloudflare.com/stream/stream-live/webhooks
 */
export const severityOf = (code: string, description = ''): Severity =>
  /error|\bERR_/i.test(code) || /\bERR_/.test(description) ? 'error' : 'info';

/** The label by which Grafana tells the series of a log volume apart, for those that are grouped by the kind of event. */
export function levelLabel(groupBy: readonly string[], key: readonly string[]): Array<[string, string]> {
  const code = groupBy.indexOf(EVENT_CODE);
  return code < 0 ? [] : [['level', severityOf(key[code])]];
}
