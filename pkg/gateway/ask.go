package gateway

import "cloudflarestream/pkg/cloudflare"

// Ask is one question, as the core puts it (src/core/seam.ts): a document, or a call over REST. The account is not in it.
type Ask struct {
	ID        string         `json:"id"`
	Document  string         `json:"document"`
	Variables map[string]any `json:"variables"`
	Rest      *Rest          `json:"rest,omitempty"`
	// Caller is the host's to say.
	Caller Caller `json:"-"`
}

// Rest names one of the calls that may be made over REST.
type Rest struct {
	Endpoint   string            `json:"endpoint"`
	Parameters map[string]string `json:"parameters"`
}

// Reply answers the ask with the same ID: it holds a table or a refusal.
type Reply struct {
	ID      string              `json:"id"`
	Table   *cloudflare.Table   `json:"table,omitempty"`
	Refusal *cloudflare.Refusal `json:"refusal,omitempty"`
}
