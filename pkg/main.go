// Command gpx_cloudflare_stream is the backend of the Cloudflare Stream data source. Grafana starts it and talks to it.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"

	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
	"cloudflarestream/pkg/plugin"
)

const pluginID = "community-cloudflarestream-datasource"

func main() {
	if err := serve(); err != nil {
		backend.Logger.Error("The plugin ended", "error", err)
		os.Exit(1)
	}
}

func serve() error {
	pool, err := core.NewPool(core.Bundle, core.Options{})
	if err != nil {
		return err
	}
	allowlist, err := gateway.NewAllowlist(gateway.SDL, gateway.Endpoints)
	if err != nil {
		return err
	}
	return datasource.Manage(pluginID, plugin.Factory(pool, allowlist), datasource.ManageOpts{})
}
