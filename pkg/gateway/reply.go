package gateway

import (
	"encoding/json"
	"io"

	"cloudflarestream/pkg/cloudflare"
)

// Reply answers the ask with the same ID: it holds a table, as columns or written, or a refusal.
type Reply struct {
	ID    string            `json:"id"`
	Table *cloudflare.Table `json:"table,omitempty"`
	// Written is in the place of a table where the ask wants it so.
	Written *cloudflare.Written `json:"-"`
	Refusal *cloudflare.Refusal `json:"refusal,omitempty"`
	// Stale is nil where the table is as new as it can be.
	Stale *Stale `json:"stale,omitempty"`
	// Queries are the requests upstream that this ask took part in, with others or alone, every try.
	Queries int `json:"queries"`
	// BudgetLeft is how many may still be made in these five minutes; nil as long as nothing can be asked.
	BudgetLeft *int `json:"budgetLeft,omitempty"`
}

// Stale says that a table is what is known of old.
type Stale struct {
	// AgeMs is for how long it has been known.
	AgeMs int64 `json:"ageMs"`
	// Until is where what is known ends, in ms since the epoch; zero if that is the window's end.
	Until int64 `json:"until,omitempty"`
	// Refusal is why nothing newer could be had.
	Refusal *cloudflare.Refusal `json:"refusal"`
}

// WriteJSON writes a reply with whatever it holds. What is written already is handed on without a copy.
func (r Reply) WriteJSON(to io.Writer) error {
	rest, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if r.Written != nil {
		rest[0] = ',' // It is an object, and has an ID at least.
		if _, err = io.WriteString(to, `{"table":`); err != nil {
			return err
		}
		if _, err = to.Write(r.Written.JSON); err != nil {
			return err
		}
	}
	_, err = to.Write(rest)
	return err
}
