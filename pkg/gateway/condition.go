package gateway

import (
	"bytes"
	"encoding/json"
	"math"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// condition is what the gateway tells of itself: how much it may still ask, and what it need not ask.
type condition struct {
	// Left of Of queries in five minutes.
	Left int `json:"left"`
	Of   int `json:"of"`
	// PausedSeconds is how long Cloudflare wants no queries; zero if it takes them.
	PausedSeconds int64 `json:"pausedSeconds"`
	LedgerCounts
	// Most is the bound on LedgerCounts.Bytes.
	Most int64 `json:"most"`
}

// condition answers a call that asks nobody with the fields that its endpoint lists.
func (g *Gateway) condition(fields []cloudflare.Field) outcome {
	standing := g.Budget.Standing()
	told := condition{Left: standing.Left, Of: standing.Of, LedgerCounts: g.ledger.Counts(), Most: g.CacheBytes}
	if standing.PausedUntil > 0 {
		told.PausedSeconds = int64(math.Ceil(time.UnixMilli(standing.PausedUntil).Sub(g.Now()).Seconds()))
	}
	body, err := json.Marshal(told)
	if err != nil {
		return refused("The gateway cannot tell of itself.")
	}
	table, refusal := cloudflare.DecodeRows(bytes.NewReader(body), nil, fields)
	return outcome{table: table, refusal: refusal}
}
