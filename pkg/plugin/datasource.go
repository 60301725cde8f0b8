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

	core     *core.Pool
	gateway  *gateway.Gateway
	requests requests
	timeout  time.Duration
	stored   json.RawMessage
	now      func() time.Time
}

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// Factory makes data sources that share the core, the allow-list, and the budgets of their tokens. It is called
// once in a process.
func Factory(pool *core.Pool, allowlist *gateway.Allowlist) datasource.InstanceFactoryFunc {
	clock := gateway.SystemClock()
	budgets := gateway.NewBudgets(clock)
	budgets.Publish()
	return func(ctx context.Context, from backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		return newDatasource(ctx, pool, allowlist, budgets, from, clock)
	}
}

func newDatasource(ctx context.Context, pool *core.Pool, allowlist *gateway.Allowlist, budgets *gateway.Budgets, from backend.DataSourceInstanceSettings, clock gateway.Clock) (*Datasource, error) {
	with, err := readSettings(ctx, pool, from)
	if err != nil {
		return nil, err
	}
	config := gateway.Config{
		Allowlist: allowlist, LimitsDocument: pool.LimitsDocument(),
		Account: with.Account, Problem: with.Problem, Timeout: with.timeout(), Clock: clock,
		Holding:    gateway.Holding{SettleDelay: seconds(with.SettleDelay), Freshness: seconds(with.Freshness)},
		CacheBytes: with.CacheSize << 20, Gather: gather,
	}
	if with.Problem == "" {
		config.Client = cloudflare.NewClient(with.http, with.URL, with.token)
		if with.AccountBased {
			config.Client.CountByAccount()
		}
		config.Store = with.store
		config.Budget = budgets.Share(with.counted(), gateway.Allowance{Queries: with.Budget, Concurrency: with.Concurrency})
	}
	d := &Datasource{core: pool, gateway: gateway.New(config), timeout: with.timeout(), stored: with.stored, now: clock.Now}
	d.CallResourceHandler = d.resources()
	return d, nil
}

// gather is how long a question waits for others to go with: a browser asks for the panels of a dashboard within so much. It is
// little beside what Cloudflare takes to answer.
const gather = 20 * time.Millisecond

func seconds(number int64) time.Duration { return time.Duration(number) * time.Second }

// Dispose lets go of connections and of the part in the budget once settings have changed and a new instance has taken over.
func (d *Datasource) Dispose() { d.gateway.Close() }
