package gateway

import "time"

// Holding says for how long answers hold.
type Holding struct {
	// SettleDelay is how long after its end a bucket may still change.
	SettleDelay time.Duration
	// Freshness is how long an answer holds that may still change; longer by a long bucket.
	Freshness time.Duration
}

// freshPart of its length is how long a bucket holds that may still change.
const freshPart = 10

// fresh is how long an answer to a question holds that may still change: a tenth of the bucket where that is longer than
// what is set. What has settled meanwhile is asked for once more in any case, see horizon.holds.
func (h Holding) fresh(q question) time.Duration {
	if q.column == "" {
		return h.Freshness
	}
	return max(h.Freshness, time.Duration(q.grid.ms/freshPart)*time.Millisecond)
}
