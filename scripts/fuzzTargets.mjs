/** Go's fuzz targets, by package. A test holds this list against the code. */
export const FUZZ_TARGETS = [
  { package: './pkg/cloudflare', name: 'FuzzDecode' },
  { package: './pkg/gateway', name: 'FuzzAdmit' },
  { package: './pkg/gateway', name: 'FuzzVariables' },
];

/**
 * What runs a target on one of the cores.
 *
 * @param until for how long, as "60s", or how many inputs, as "10000x". Before Go 1.27 the end of a time may count as a failure, with
 *   "context deadline exceeded" and no input (go.dev/issue/75804).
 */
export const fuzzArguments = ({ package: folder, name }, until) => [
  ...['test', folder, '-run', '^$', '-fuzz', `^${name}$`, '-fuzztime', until, '-parallel', '1'],
];
