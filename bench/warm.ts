import { execFileSync } from 'node:child_process';
import type { Row } from './rows';

/** How long a panel takes that can be answered from memory, against a bare handler: pkg/plugin/warm_bench_test.go measures both. */
export async function warmRows(): Promise<Row[]> {
  const output = execFileSync('go', ['test', '-run', '^$', '-bench', 'AWarm', '-benchtime', '2s', './pkg/plugin'], {
    encoding: 'utf8',
  });
  const median = (line: string, what: string): number => Number(new RegExp(`([\\d.]+) us/${what}`).exec(line)?.[1]);
  const panels = [...output.matchAll(/^BenchmarkAWarmPanel\/(\d+)x(\d+)\/(\w+).*$/gm)].map(
    ([line, series, points, kind]): Row => ({
      name: `a warm panel of ${series} series by ${points} points, ${kind === 'same' ? 'asked before' : 'over a range that is new'}: the plugin / a bare handler that writes the same bytes`,
      ours: median(line, 'panel'),
      theirs: median(line, 'bare'),
      unit: 'µs',
      ...(kind === 'same' ? { goal: 2 } : {}),
    })
  );
  if (panels.length === 0) {
    throw new Error(`no measurement in:\n${output}`);
  }
  const rule = /^BenchmarkAWarmRule.*$/m.exec(output)?.[0] ?? '';
  return [
    ...panels,
    {
      name: 'a warm alert rule over what the first of these panels shows: QueryData / that panel',
      ours: median(rule, 'rule'),
      theirs: panels[0].ours,
      unit: 'µs',
    },
  ];
}
