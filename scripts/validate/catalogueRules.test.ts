import { PACKAGE_RULES, PLATFORMS, RULES } from './catalogueRules.mjs';
import { sha256 } from './sha256.mjs';

const ID = 'acme-clouds-datasource';
const LICENCE = 'Apache License\n  Version 2.0, January 2004\n Copyright 2026 Acme';

interface Plugin {
  dist: Record<string, { bytes: Buffer; mode: number }>;
  sources: Record<string, string>;
  pluginJson: Record<string, unknown> & { info: Record<string, unknown> };
  version: string;
}

const text = (content: string, mode = 0o644) => ({ bytes: Buffer.from(content), mode });

const map = (sources: Record<string, string>) =>
  text(
    JSON.stringify({
      sources: ['external amd "react"', ...Object.keys(sources).map((name) => `webpack://${ID}/./${name}`)],
      sourcesContent: ['', ...Object.values(sources)],
    })
  );

/** The smallest plugin that is as it should be. */
const good = (): Plugin => {
  const sources = {
    'src/module.ts': 'export const plugin = 1;',
    'pkg/main.go': 'package main',
    'Magefile.go': 'import "github.com/grafana/grafana-plugin-sdk-go/build"',
    'go.mod': 'require github.com/grafana/grafana-plugin-sdk-go v0.298.0',
    '.config/webpack/webpack.config.ts': '@grafana/create-plugin',
    'package.json': '{}',
  };
  return {
    dist: {
      'module.js': text('define(["react","module"],()=>1)'),
      'module.js.map': map({ 'module.ts': sources['src/module.ts'] }),
      LICENSE: text(LICENCE),
      'CHANGELOG.md': text('# Changelog\n\n## 1.2.3\n'),
      'README.md': text('It shows clouds. '.repeat(50)),
      'img/logo.svg': text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
      'img/clouds.png': text(''),
      go_plugin_build_manifest: text(
        ['Magefile.go', 'pkg/main.go'].map((file) => `${sha256(sources[file as 'go.mod'])}:${file}\n`).join('')
      ),
      ...Object.fromEntries(PLATFORMS.map((platform) => [`gpx_clouds_${platform}`, text('', 0o755)])),
    },
    sources,
    version: '1.2.3',
    pluginJson: {
      type: 'datasource',
      name: 'Clouds',
      id: ID,
      alerting: true,
      backend: true,
      executable: 'gpx_clouds',
      info: {
        description: 'Clouds, by the hour',
        author: { name: 'Acme' },
        keywords: ['clouds'],
        logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
        links: [{ name: 'Clouds', url: 'https://clouds.example' }],
        screenshots: [{ name: 'Clouds', path: 'img/clouds.png' }],
        version: '1.2.3',
        updated: '2026-11-25',
      },
      dependencies: { grafanaDependency: '>=12.4.0', plugins: [] },
    },
  };
};

/** What each rule that does not hold has to say. */
const found = (plugin: Plugin): Record<string, string[]> =>
  Object.fromEntries(
    [...RULES, ...PACKAGE_RULES]
      // Of what is installed here, not of the plugin.
      .filter(({ name }) => !name.startsWith('packages are under'))
      .map(({ name, problems }) => [name, problems(plugin)] as const)
      .filter(([, problems]) => problems.length > 0)
  );

it('finds nothing wrong with a plugin that is as it should be', () => expect(found(good())).toEqual({}));

const broken = (rule: string, how: string, damage: (plugin: Plugin) => void, says: string) =>
  it(`${rule}: not with ${how}`, () => {
    const plugin = good();
    damage(plugin);
    expect(found(plugin)[rule]).toContainEqual(expect.stringContaining(says));
  });

const dist = (file: string, content: string) => (plugin: Plugin) => void (plugin.dist[file] = text(content));
const source = (file: string, content: string) => (plugin: Plugin) => void (plugin.sources[file] = content);
const without = (file: string) => (plugin: Plugin) => void delete plugin.dist[file];
const info = (values: object) => (plugin: Plugin) => void Object.assign(plugin.pluginJson.info, values);
const json = (values: object) => (plugin: Plugin) => void Object.assign(plugin.pluginJson, values);

broken('module.js and its map are there', 'no map', without('module.js.map'), 'module.js.map');
broken(
  "maps hold the repository's sources",
  'a source that was changed since',
  source('src/module.ts', 'export const plugin = 2;'),
  'src/module.ts'
);
broken('nothing of a debugger is left', 'pid.txt', dist('pid.txt', '1'), 'pid.txt');
broken(
  'executables may be run by all',
  'another mode',
  (plugin) => void (plugin.dist.gpx_clouds_linux_amd64.mode = 0o644),
  'gpx_clouds_linux_amd64'
);
broken('LICENSE is Apache-2.0, with its owner', 'another licence', dist('LICENSE', 'GPL'), 'another text');
broken('LICENSE is Apache-2.0, with its owner', 'a gap', dist('LICENSE', `${LICENCE} {yyyy}`), 'gap');
broken('CHANGELOG tells of this version', 'an older one', dist('CHANGELOG.md', '## 1.2.2'), '## 1.2.3');
broken('plugin.json has the shape that Grafana wants', 'a key unknown', json({ color: 1 }), 'color');
broken('plugin.json has the shape that Grafana wants', 'another kind of id', json({ id: 'clouds-app' }), '/id');
broken('the version is that of package.json', 'another', info({ version: '1.2.2' }), '1.2.2 is not 1.2.3');
broken('pictures are there, by paths within the plugin', 'none', without('img/logo.svg'), 'img/logo.svg');
broken(
  'pictures are there, by paths within the plugin',
  'a path from here',
  info({ screenshots: [{ name: 'Clouds', path: './img/clouds.png' }] }),
  './img/clouds.png'
);
broken('there are screenshots', 'none', info({ screenshots: [] }), 'none');
broken('the name is for people', 'the id', json({ name: ID }), ID);
broken(
  'later versions of Grafana are welcome',
  'one version alone',
  json({ dependencies: { grafanaDependency: '12.4.x' } }),
  '12.4.x'
);
broken('links are https', 'http', info({ links: [{ name: 'x', url: 'http://x' }] }), 'http://x');
broken('README is for users', 'words of developers', dist('README.md', 'Run yarn. '.repeat(60)), 'yarn');
broken('README is for users', 'nothing', dist('README.md', 'Clouds.'), 'next to nothing');
broken(
  'README links to no file, for it is read elsewhere',
  'a path',
  dist('README.md', 'See [this](docs/x.md). '.repeat(40)),
  '](docs/x.md)'
);
broken(
  'module.js asks for nothing but what Grafana shares',
  'a package of our own',
  dist('module.js', 'define(["react","valibot"],()=>1)'),
  'valibot'
);
broken('no bundle uses what React has dropped', 'propTypes', dist('1.js', 'X.propTypes={}'), '1.js');
broken('no bundle has Angular or trackers', 'one', dist('1.js', 'google-analytics'), '1.js');
broken('pictures in SVG draw and do nothing else', 'a script', dist('img/x.svg', '<svg><script/></svg>'), '<script>');
broken('pictures in SVG draw and do nothing else', 'a handler', dist('img/x.svg', '<svg onload="x"/>'), 'onload');
broken('queries go through the runtime', 'fetch', source('src/x.ts', "fetch('/api/ds/query')"), 'src/x.ts');
broken(
  'health is checked by the backend alone',
  'one of its own',
  source('src/x.ts', 'testDatasource() {}'),
  'src/x.ts'
);
broken("the page is Grafana's", 'a window', source('src/x.ts', 'window.open("x")'), 'window.open');
broken("the page is Grafana's", 'a style sheet', source('src/x.ts', "import './x.css'"), './x.css');
broken('nothing is silenced or printed', 'a print', source('src/x.ts', 'console.log(1)'), 'console.');
broken('nothing is silenced or printed', 'a silence', source('src/x.ts', '// @ts-ignore'), '@ts-ignore');
broken('the backend leaves files and the environment alone', 'a file', source('pkg/x.go', 'os.Open("x")'), 'os.Open(');
broken(
  'the backend leaves files and the environment alone',
  'a variable',
  source('pkg/x.go', 'os.Getenv("HOME")'),
  'os.Getenv("'
);
broken('the backend logs and does not print', 'a print', source('pkg/x.go', 'fmt.Println(1)'), 'fmt.Println(');
broken('backend, executable and alerting go together', 'alerts alone', json({ backend: false }), 'without backend');
broken('there is an executable', 'another name', json({ executable: 'gpx_rain' }), 'gpx_rain');
broken('it is built on the SDK, by the scaffold and mage', 'no SDK', source('go.mod', 'module x'), 'go.mod');
broken(
  'it is built on the SDK, by the scaffold and mage',
  'toolkit',
  source('package.json', '"@grafana/toolkit": "1"'),
  'toolkit'
);
broken(
  'there is an executable for every platform, and no other',
  'one missing',
  without('gpx_clouds_windows_amd64.exe'),
  'gpx_clouds_windows_amd64.exe is missing'
);
broken(
  'there is an executable for every platform, and no other',
  'one left over',
  dist('gpx_clouds_linux_arm', ''),
  'gpx_clouds_linux_arm is left over'
);
broken(
  'the manifest lists every Go file of the repository',
  'a file that came later',
  source('tests/x.go', 'package x'),
  'tests/x.go'
);
broken('plugin.json says a day', 'a placeholder', info({ updated: '%TODAY%' }), '%TODAY%');
