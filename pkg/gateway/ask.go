package gateway

import "cloudflarestream/pkg/cloudflare"

// Ask is one question, as the core puts it (src/core/seam.ts). The account is not among its variables.
type Ask struct {
	ID        string         `json:"id"`
	Document  string         `json:"document"`
	Variables map[string]any `json:"variables"`
}

// Reply answers the ask with the same ID: it holds a table or a refusal.
type Reply struct {
	ID      string              `json:"id"`
	Table   *cloudflare.Table   `json:"table,omitempty"`
	Refusal *cloudflare.Refusal `json:"refusal,omitempty"`
}
