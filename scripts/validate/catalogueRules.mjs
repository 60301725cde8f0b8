/**
 * What Grafana's catalogue looks at by itself before a person does (grafana/plugin-validator), one rule a line. A rule has a name,
 * which says what must hold, and gives what is wrong, in words; nothing is fine.
 */
import { asksFor, foreignSources, SHARED } from './frontend.mjs';
import { strangeLicences } from './licences.mjs';
import { built, sourcesOf } from './plugin.mjs';
import { shapeProblems } from './pluginJsonShape.mjs';
import { sha256 } from './sha256.mjs';
import { odditiesOfSvg } from './svg.mjs';

/** Names of Go's platforms in file names. */
export const PLATFORMS = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64', 'windows_amd64.exe'];

const rule = (name, problems) => ({ name, problems: (plugin) => [problems(plugin)].flat().filter(Boolean) });

/** No text of these files has one of the patterns. */
const without = (name, fits, ...patterns) =>
  rule(name, (plugin) =>
    sourcesOf(plugin, fits).flatMap(([file, text]) =>
      patterns.filter((pattern) => pattern.test(text)).map((pattern) => `${file} has ${text.match(pattern)[0].trim()}`)
    )
  );

const bundleWithout = (name, ...patterns) =>
  rule(name, (plugin) =>
    bundles(plugin).flatMap((file) =>
      patterns.filter((pattern) => pattern.test(built(plugin, file))).map((pattern) => `${file} has ${pattern}`)
    )
  );

const bundles = ({ dist }) => Object.keys(dist).filter((file) => file.endsWith('.js'));
const executables = ({ dist, pluginJson }) =>
  Object.keys(dist).filter((file) => file.startsWith(pluginJson.executable));
const pictures = ({ pluginJson: { info } }) => [
  ...Object.values(info?.logos ?? {}),
  ...(info?.screenshots ?? []).map(({ path }) => path),
];

const FRONTEND = /^src\/.*\.tsx?$/;
const BACKEND = /^pkg\/.*\.go$/;

export const RULES = [
  rule('module.js and its map are there', ({ dist }) => ['module.js', 'module.js.map'].filter((file) => !dist[file])),
  rule("maps hold the repository's sources", foreignSources),
  rule('nothing of a debugger is left', ({ dist }) =>
    Object.keys(dist).filter((file) => /^(standalone|pid)\.txt$|^dist\//.test(file))
  ),
  rule('executables may be run by all', (plugin) =>
    executables(plugin).filter((file) => !file.endsWith('.exe') && plugin.dist[file].mode !== 0o755)
  ),
  rule('LICENSE is Apache-2.0, with its owner', (plugin) => [
    !/Apache License\s+Version 2\.0/.test(built(plugin, 'LICENSE')) && 'LICENSE is another text',
    /\{yyyy\}|\{name of copyright owner\}|\[yyyy\]/.test(built(plugin, 'LICENSE')) && 'LICENSE has a gap to fill',
  ]),
  rule('packages are under licences that go with it', (plugin) => strangeLicences(plugin)),
  rule('CHANGELOG tells of this version', (plugin) =>
    built(plugin, 'CHANGELOG.md').includes(`## ${plugin.version}`) ? [] : `CHANGELOG.md has no "## ${plugin.version}"`
  ),

  rule('plugin.json has the shape that Grafana wants', ({ pluginJson }) => shapeProblems(pluginJson)),
  rule('the version is that of package.json', ({ pluginJson, version }) =>
    pluginJson.info?.version === version ? [] : `${pluginJson.info?.version} is not ${version}`
  ),
  rule('pictures are there, by paths within the plugin', (plugin) =>
    pictures(plugin).filter((file) => /^[./]/.test(file) || !plugin.dist[file])
  ),
  rule('there are screenshots', ({ pluginJson }) => (pluginJson.info?.screenshots?.length > 0 ? [] : 'none')),
  rule('the name is for people', ({ pluginJson }) => (pluginJson.name === pluginJson.id ? pluginJson.name : [])),
  rule('later versions of Grafana are welcome', ({ pluginJson: { dependencies } }) =>
    /^>=\d+\.\d+\.\d+$/.test(dependencies?.grafanaDependency)
      ? []
      : `grafanaDependency ${dependencies?.grafanaDependency}`
  ),
  rule('links are https', ({ pluginJson: { info } }) =>
    (info?.links ?? []).map(({ url }) => url).filter((url) => !url.startsWith('https://'))
  ),

  rule('README is for users', (plugin) => [
    built(plugin, 'README.md').length < 500 && 'README.md says next to nothing',
    /Grafana Data Source Backend Plugin Template/.test(built(plugin, 'README.md')) && 'README.md is the template',
    ...(built(plugin, 'README.md').match(/yarn|node\.?js|\bnpm\b/gi) ?? []).map((word) => `README.md says ${word}`),
  ]),
  rule('README links to no file, for it is read elsewhere', (plugin) =>
    [...built(plugin, 'README.md').matchAll(/\]\((?!https:)[^)]*\)/g)].map(([link]) => link)
  ),

  rule('module.js asks for nothing but what Grafana shares', (plugin) =>
    asksFor(built(plugin, 'module.js')).filter((name) => !SHARED.includes(name))
  ),
  bundleWithout(
    'no bundle uses what React has dropped',
    ...[/\.propTypes\s*=/, /\.defaultProps\s*=/, /contextTypes/, /createFactory\(/, /findDOMNode\(/],
    ...[/ReactDOM\.render\(/, /__SECRET_INTERNALS/, /\bref:\s*"/]
  ),
  bundleWithout('no bundle has Angular or trackers', /\$scope|ng-template/, /google-analytics/, /mixpanel/),
  rule('pictures in SVG draw and do nothing else', (plugin) =>
    Object.keys(plugin.dist)
      .filter((file) => file.endsWith('.svg'))
      .flatMap((file) => odditiesOfSvg(built(plugin, file)).map((oddity) => `${file}: ${oddity}`))
  ),
  without('queries go through the runtime', FRONTEND, /fetch\(\s*['"`]\/api/),
  without('health is checked by the backend alone', FRONTEND, /\btestDatasource\b/),
  without(
    "the page is Grafana's",
    FRONTEND,
    ...[/window\.(grafanaBootData|grafanaRuntime|open|location)\b/, /\b(window\.)?(alert|confirm)\(/, /gf-form/],
    ...[/import\s+['"][^'"]+\.s?css['"]/, /\bGlobal\b.*from '@emotion/, /__SECRET_INTERNALS/]
  ),
  without('nothing is silenced or printed', FRONTEND, /@ts-(ignore|expect-error|nocheck)/, /\bconsole\./),

  without(
    'the backend leaves files and the environment alone',
    BACKEND,
    /\b(os\.(Open\w*|ReadDir|ReadFile|Stat|Lstat|WriteFile|Create\w*|Mkdir\w*|Remove\w*|TempDir|Getwd|Environ)|filepath\.(Walk\w*|Glob))\(/,
    /\b(fs|syscall)\.\w+\(/,
    /os\.Getenv\("(?!GF_PLUGIN)/
  ),
  without('the backend logs and does not print', BACKEND, /\bfmt\.Print\w*\(/),
  rule('backend, executable and alerting go together', ({ pluginJson: { backend, executable, alerting } }) => [
    alerting && !backend && 'alerting without backend',
    backend && !executable && 'backend without executable',
  ]),
  rule('there is an executable', (plugin) =>
    executables(plugin).length > 0 ? [] : `${plugin.pluginJson.executable}*`
  ),
  rule('it is built on the SDK, by the scaffold and mage', ({ sources }) => [
    !/grafana-plugin-sdk-go v/.test(sources['go.mod']) && 'go.mod has no SDK',
    !/grafana-plugin-sdk-go\/build/.test(sources['Magefile.go']) && "Magefile.go does not name the SDK's build",
    !/@grafana\/create-plugin/.test(sources['.config/webpack/webpack.config.ts']) &&
      'webpack.config.ts is not the scaffold',
    /"@grafana\/toolkit"/.test(sources['package.json']) && 'toolkit is used',
  ]),
];

/** What only a package has to have. */
export const PACKAGE_RULES = [
  rule('there is an executable for every platform, and no other', (plugin) => {
    const wanted = PLATFORMS.map((platform) => `${plugin.pluginJson.executable}_${platform}`);
    const there = executables(plugin);
    return [
      ...wanted.filter((file) => !there.includes(file)).map((file) => `${file} is missing`),
      ...there.filter((file) => !wanted.includes(file)).map((file) => `${file} is left over`),
    ];
  }),
  rule('the manifest lists every Go file of the repository', (plugin) => {
    const wanted = Object.entries(plugin.sources)
      .filter(([file]) => file.endsWith('.go'))
      .map(([file, text]) => `${sha256(text)}:${file}`);
    const listed = built(plugin, 'go_plugin_build_manifest').split('\n').filter(Boolean);
    return [
      ...wanted.filter((line) => !listed.includes(line)).map((line) => `lacks ${line}`),
      ...listed.filter((line) => !wanted.includes(line)).map((line) => `has ${line}`),
    ];
  }),
  rule('plugin.json says a day', ({ pluginJson }) =>
    /^\d{4}-\d\d-\d\d$/.test(pluginJson.info?.updated) ? [] : `updated: ${pluginJson.info?.updated}`
  ),
];
