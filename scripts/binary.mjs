const GOOS = { win32: 'windows' }[process.platform] ?? process.platform;
const GOARCH = { x64: 'amd64' }[process.arch] ?? process.arch;

const named = (system) => `dist/gpx_cloudflare_stream_${system}_${GOARCH}${system === 'windows' ? '.exe' : ''}`;

/** The backend's executable for this machine, relative to the root, named as Grafana looks for it. */
export const BINARY = named(GOOS);

/** The one for a container on this machine; the same where the machine has Linux. */
export const CONTAINER_BINARY = named('linux');
