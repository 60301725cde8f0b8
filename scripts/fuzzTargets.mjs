/** Go's fuzz targets, by package. A test holds this list against the code. */
export const FUZZ_TARGETS = [
  { package: './pkg/cloudflare', name: 'FuzzDecode' },
  { package: './pkg/gateway', name: 'FuzzAdmit' },
  { package: './pkg/gateway', name: 'FuzzVariables' },
];

/** What runs a target for so many seconds, on one of the cores. */
export const fuzzArguments = ({ package: folder, name }, seconds) => [
  ...['test', folder, '-run', '^$', '-fuzz', `^${name}$`, '-fuzztime', `${seconds}s`, '-parallel', '1'],
];
