package gateway

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"cloudflarestream/pkg/cloudflare"
)

// policyJSON is what the core decides and the gateway must know, as src/core/policy.ts emits it at build time.
//
//go:embed policy.json
var policyJSON []byte

var policy = readPolicy(policyJSON)

type policies struct {
	Rules    []rule
	Datasets map[string]adding
}

// rule gives a refusal its class, see src/core/classify.ts.
type rule struct {
	Kind      cloudflare.RefusalKind
	Pattern   string
	Code      string
	NoAccount bool
	Statuses  []int
	Class     string
	Again     again
	// Stale says that what was known before may stand in for the answer.
	Stale bool
	// Together is what it means for several questions in one request.
	Together company

	pattern *regexp.Regexp
}

// again says whether asking again can help, in the core's words. What is neither of these is of no use to the gateway.
type again string

const (
	againSoon       again = "retry"
	againAfterPause again = "pause"
)

// company says what a refusal means for each of several questions in one request; empty if it may be about one of them alone.
type company string

const (
	togetherAll   company = "all"
	togetherFewer company = "fewer"
)

// readPolicy panics on what no build emits, as regexp.MustCompile does.
func readPolicy(text []byte) policies {
	var read policies
	if err := json.Unmarshal(text, &read); err != nil {
		panic(fmt.Errorf("gateway: policy: %w", err))
	}
	for i := range read.Rules {
		if of := &read.Rules[i]; of.Pattern != "" {
			of.pattern = regexp.MustCompile("(?i)" + of.Pattern)
		}
	}
	return read
}

// ruleOf gives the rule that decides about a refusal: the first that holds. The last one always does.
func ruleOf(refusal *cloudflare.Refusal) rule {
	return policy.Rules[slices.IndexFunc(policy.Rules, func(each rule) bool { return each.holds(refusal) })]
}

// holds is `holds` of src/core/classify.ts.
func (r rule) holds(refusal *cloudflare.Refusal) bool {
	some := func(is func(cloudflare.APIError) bool) bool { return slices.ContainsFunc(refusal.Errors, is) }
	return (r.Kind == "" || r.Kind == refusal.Kind) &&
		(r.pattern == nil || some(func(e cloudflare.APIError) bool { return r.pattern.MatchString(e.Message) })) &&
		(r.Code == "" || some(func(e cloudflare.APIError) bool { return e.Code != nil && fmt.Sprint(e.Code) == r.Code })) &&
		(!r.NoAccount || refusal.NoAccount) &&
		(r.Statuses == nil || slices.Contains(r.Statuses, refusal.Status))
}
