package gateway

import "cloudflarestream/pkg/cloudflare"

// Ask is one question, as the core puts it (src/core/seam.ts): a document, or a call over REST. The account is not in it.
type Ask struct {
	ID        string         `json:"id"`
	Document  string         `json:"document"`
	Variables map[string]any `json:"variables"`
	Window    Window         `json:"window"`
	// Bucket is nil where rows belong to no bucket, or go on behind a row.
	Bucket *Bucket `json:"bucket,omitempty"`
	Rest   *Rest   `json:"rest,omitempty"`
	// Purpose is "names" where numbers can be shown without the answer.
	Purpose string `json:"purpose,omitempty"`
	// PatienceMs is how long the answer is worth waiting for; zero if as long as its caller has.
	PatienceMs int64 `json:"patienceMs,omitempty"`
	// Caller is the host's to say.
	Caller Caller `json:"-"`
}

// caller is who asks, as far as its turn goes.
func (a Ask) caller() Caller {
	if a.Purpose == "names" {
		return Name
	}
	return a.Caller
}

// Rest names one of the calls that may be made over REST.
type Rest struct {
	Endpoint   string            `json:"endpoint"`
	Parameters map[string]string `json:"parameters"`
}

// Window is the half-open span [From, To) that an ask covers, in ms since the epoch.
type Window struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// Bucket says which column of an answer holds the start of the bucket that a row belongs to. Rows ascend by it.
type Bucket struct {
	Column string `json:"column"`
	// Ms is its length.
	Ms int64 `json:"ms"`
}

// Reply answers the ask with the same ID: it holds a table or a refusal.
type Reply struct {
	ID      string              `json:"id"`
	Table   *cloudflare.Table   `json:"table,omitempty"`
	Refusal *cloudflare.Refusal `json:"refusal,omitempty"`
	// Stale is nil where the table is as new as it can be.
	Stale *Stale `json:"stale,omitempty"`
	// Queries are the requests upstream that were made for this ask, every try. Others may have made some for the same.
	Queries int `json:"queries"`
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
