package gateway

import (
	"strings"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// Prepared is an ask with what follows from itself alone: whether it may be sent, and what it is to the ledger. It may be
// answered any number of times, by the gateway that prepared it.
type Prepared struct {
	ask Ask
	// refusal is why it is not sent; nil if it may be.
	refusal *cloudflare.Refusal
	// The following are of a document.
	plan      *plan
	variables map[string]any
	// question is without who asks; isQuestion says that the ledger takes it.
	question   question
	isQuestion bool
}

// Prepare looks at an ask. Whoever has to answer the same again can spare that.
func (g *Gateway) Prepare(ask Ask) *Prepared {
	one := &Prepared{ask: ask}
	refuse := func(format string, why ...any) *Prepared {
		one.refusal = cloudflare.Refusef(cloudflare.Refused, format, why...)
		return one
	}
	if g.Problem != "" {
		return refuse("%s", g.Problem)
	}
	if ask.Rest != nil {
		return one
	}
	var err error
	if one.plan, err = g.Allowlist.admit(ask.Document); err != nil {
		return refuse("The document is not one that may be sent: %s.", strings.TrimSuffix(err.Error(), "."))
	}
	if one.variables, err = g.Allowlist.withAccount(one.plan, ask.Variables, g.Account); err != nil {
		return refuse("The variables are not those of the document: %v.", err)
	}
	if !spans(one.variables, ask.Window) {
		return refuse("The window is not one of the variables, or longer than %d days.", maxWindow/(24*time.Hour))
	}
	one.question, one.isQuestion = questionOf(ask, asker{}, one.variables, one.plan.selection)
	return one
}
