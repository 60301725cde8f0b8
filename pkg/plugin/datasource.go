// Package plugin answers Grafana's calls: one file a handler. It turns them into values for the core and the core's
// values into Grafana's, and decides nothing in between.
package plugin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
)

// Datasource is one configured data source.
type Datasource struct {
	backend.CallResourceHandler

	core    *core.Pool
	gateway *gateway.Gateway
	timeout time.Duration
	stored  json.RawMessage
	now     func() time.Time
}

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// Factory makes data sources that share the core and the allow-list.
func Factory(pool *core.Pool, allowlist *gateway.Allowlist) datasource.InstanceFactoryFunc {
	return func(ctx context.Context, from backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		return newDatasource(pool, allowlist, parseSettings(ctx, from), time.Now), nil
	}
}

func newDatasource(pool *core.Pool, allowlist *gateway.Allowlist, with settings, now func() time.Time) *Datasource {
	config := gateway.Config{
		Allowlist: allowlist, LimitsDocument: pool.LimitsDocument(),
		Account: with.account, Problem: with.problem, Timeout: with.timeout, Now: now,
	}
	if with.problem == "" {
		config.Client = cloudflare.NewClient(with.http, with.url, with.token)
	}
	d := &Datasource{core: pool, gateway: gateway.New(config), timeout: with.timeout, stored: with.stored, now: now}
	d.CallResourceHandler = d.resources()
	return d
}

// Dispose lets go of connections once settings have changed and a new instance has taken over.
func (d *Datasource) Dispose() { d.gateway.Close() }
