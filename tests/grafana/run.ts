/**
 * The plugin on a real Grafana server, over its HTTP API: run by `npm run test:grafana`, no part of `npm test`.
 * It needs a Grafana with the plugin and this repository's provisioning, whose data source asks a simulator;
 * grafana.ts says how to name the two. docker-compose.yaml starts such a pair.
 *
 * Alert rules take as long as they take: some forty minutes for all of them. `npm run test:grafana -- --no-rules` leaves them out.
 */
import './dataSource';
import './queries';
import './dashboards';
import './publicDashboard';
import './rules';
