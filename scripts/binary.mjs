const GOOS = { win32: 'windows' }[process.platform] ?? process.platform;
const GOARCH = { x64: 'amd64' }[process.arch] ?? process.arch;

/** The backend's executable for this machine, relative to the root, named as Grafana looks for it. */
export const BINARY = `dist/gpx_cloudflare_stream_${GOOS}_${GOARCH}${GOOS === 'windows' ? '.exe' : ''}`;
