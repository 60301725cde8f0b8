package gateway

import "cloudflarestream/pkg/cloudflare"

// verdict is what one request tells about the API, for those who decide about the next.
type verdict int

const (
	// answered is an answer of any kind: the API is there.
	answered verdict = iota
	// failed is what asking again may mend.
	failed
	// depleted is an answer that the rate limit is used up.
	depleted
	// unknown is a request that nobody waited for.
	unknown
)

func verdictOf(refusal *cloudflare.Refusal) verdict {
	switch {
	case refusal == nil:
		return answered
	case refusal.Kind == cloudflare.Cancelled:
		return unknown
	}
	switch ruleOf(refusal).Again {
	case againSoon:
		return failed
	case againAfterPause:
		return depleted
	default:
		return answered
	}
}
