package gateway

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
	// Caller is the host's to say, and Written, that it wants a table as JSON.
	Caller  Caller `json:"-"`
	Written bool   `json:"-"`
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
