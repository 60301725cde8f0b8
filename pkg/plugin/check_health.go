package plugin

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/gateway"
)

// healthReport is what the core words as the health check's message (HealthReport in src/core/health.ts).
type healthReport struct {
	Limits  map[string]json.RawMessage `json:"limits,omitempty"`
	Refusal *cloudflare.Refusal        `json:"refusal,omitempty"`
	Token   *cloudflare.Token          `json:"token"`
	Library *cloudflare.Refusal        `json:"library,omitempty"`
	Budget  *gateway.Standing          `json:"budget,omitempty"`
	Ledger  gateway.LedgerCounts       `json:"ledger"`
	Cache   *gateway.SharedCache       `json:"cache,omitempty"`
	// AheadMs is by how much this server's clock is ahead of Cloudflare's.
	AheadMs int64 `json:"aheadMs"`
}

// libraryTimeout bounds the question whether the token may read more than analytics: the health check does not wait for
// the REST API.
const libraryTimeout = 2 * time.Second

// CheckHealth asks the settings node anew, which proves address, token, account and permission at once. Only a refusal
// that may lie in the token costs more calls. All of it takes no longer than the timeout of one request. Beside it goes
// one call over REST, which can only add a sentence.
func (d *Datasource) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	bounded, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	library := make(chan *cloudflare.Refusal, 1)
	short, giveUp := context.WithTimeout(bounded, libraryTimeout)
	defer giveUp()
	ask := d.core.HealthAsk()
	ask.Caller = gateway.Check
	go func() { library <- d.gateway.Answer(short, ask).Refusal }()
	cache := make(chan *gateway.SharedCache, 1)
	go func() { cache <- d.gateway.SharedCache(bounded) }()
	limits := d.gateway.FetchLimits(bounded, gateway.Check)
	report := healthReport{Limits: limits.Datasets, Refusal: limits.Refusal, Ledger: d.gateway.Remembered()}
	if limits.Refusal == nil {
		report.Library = <-library
	}
	if mayBeToken(limits.Refusal) {
		report.Token = d.gateway.VerifyToken(bounded)
	}
	report.Budget, report.Cache = d.gateway.Standing(), <-cache
	report.AheadMs = d.gateway.Ahead().Milliseconds()
	health, err := d.core.Health(ctx, report)
	if err != nil {
		return nil, err
	}
	status := backend.HealthStatusError
	if health.Status == "ok" {
		status = backend.HealthStatusOk
	}
	return &backend.CheckHealthResult{Status: status, Message: health.Message, JSONDetails: health.Details}, nil
}

// mayBeToken holds for what the API itself answered, and for what a proxy in between says of authorisation.
func mayBeToken(refusal *cloudflare.Refusal) bool {
	if refusal == nil {
		return false
	}
	return refusal.Kind == cloudflare.Answer ||
		refusal.Status == http.StatusUnauthorized || refusal.Status == http.StatusForbidden
}
