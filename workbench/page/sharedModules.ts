import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaDataUnstable from '@grafana/data/unstable';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as grafanaUi from '@grafana/ui';
import * as grafanaUiUnstable from '@grafana/ui/unstable';
import * as i18next from 'i18next';
import lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- Grafana shares it with plugins
import moment from 'moment';
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import * as reactRedux from 'react-redux';
import * as jsxDevRuntime from 'react/jsx-dev-runtime';
import * as jsxRuntime from 'react/jsx-runtime';
import * as redux from 'redux';
import * as rxjs from 'rxjs';

/** A CommonJS module as SystemJS wants it, for `import x` and `import { y }` alike. */
const common = (module: object) => ({ ...module, default: module, __useDefault: true });

/** Hands a plugin's bundle the very modules that this page uses, as Grafana does. The import map is in index.html. */
export function shareModules(): void {
  const shared: Record<string, object> = {
    react: common(React),
    'react-dom': common(ReactDOM),
    'react/jsx-runtime': jsxRuntime,
    'react/jsx-dev-runtime': jsxDevRuntime,
    '@grafana/data': grafanaData,
    '@grafana/data/unstable': grafanaDataUnstable,
    '@grafana/ui': grafanaUi,
    '@grafana/ui/unstable': grafanaUiUnstable,
    '@grafana/runtime': grafanaRuntime,
    '@grafana/runtime/unstable': grafanaRuntimeUnstable,
    '@emotion/css': emotionCss,
    '@emotion/react': emotionReact,
    rxjs,
    lodash: common(lodash),
    moment: common(moment),
    i18next,
    'react-redux': reactRedux,
    redux,
  };
  Object.entries(shared).forEach(([name, module]) => System.set(`app:${name}`, module));
}
