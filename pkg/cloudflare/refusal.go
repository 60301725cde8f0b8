package cloudflare

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// RefusalKind is the seam's `kind` of a refusal.
type RefusalKind string

// The kinds, with the meanings that src/core/seam.ts gives them.
const (
	Answer      RefusalKind = "answer"
	Malformed   RefusalKind = "malformed"
	TooLarge    RefusalKind = "tooLarge"
	Unreachable RefusalKind = "unreachable"
	Timeout     RefusalKind = "timeout"
	Cancelled   RefusalKind = "cancelled"
	Refused     RefusalKind = "refused"
	OverBudget  RefusalKind = "overBudget"
)

// Refusal is what was seen instead of rows. It holds no secret and no judgement.
type Refusal struct {
	Kind              RefusalKind `json:"kind"`
	Status            int         `json:"status,omitempty"`
	Errors            []APIError  `json:"errors,omitempty"`
	NoAccount         bool        `json:"noAccount,omitempty"`
	ByAccount         bool        `json:"byAccount,omitempty"`
	RetryAfterSeconds *int        `json:"retryAfterSeconds,omitempty"`
	Detail            string      `json:"detail,omitempty"`
}

// APIError is one entry of an answer's `errors`, of GraphQL's or of the REST shape.
type APIError struct {
	Message string `json:"message"`
	// Code is a string (GraphQL) or a number (REST); nil if there was none.
	Code any `json:"code,omitempty"`
	// Path holds strings and numbers.
	Path []any `json:"path,omitempty"`
}

// Refusef makes a refusal whose detail is one sentence.
func Refusef(kind RefusalKind, format string, args ...any) *Refusal {
	return &Refusal{Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

// FromError tells by an error of the HTTP client or of a context why there is no whole answer.
func FromError(err error) *Refusal {
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return &Refusal{Kind: Cancelled}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return &Refusal{Kind: Timeout}
	}
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err // Without method and URL, which add nothing: the address is a setting.
	}
	return &Refusal{Kind: Unreachable, Detail: err.Error()}
}

// maxText bounds texts of others in bytes: what is said to people is shorter yet, and is searched for what it may mean.
const maxText = 4 << 10

// without gives the refusal with every occurrence of a secret blotted out, whoever put it there, and then with texts cut short.
func (r *Refusal) without(secret string) *Refusal {
	if r == nil || secret == "" {
		return r
	}
	blot := func(text string) string {
		text = strings.ReplaceAll(text, secret, "[redacted]")
		return strings.ToValidUTF8(text[:min(len(text), maxText)], "")
	}
	r.Detail = blot(r.Detail)
	for i := range r.Errors {
		entry := &r.Errors[i]
		entry.Message = blot(entry.Message)
		if code, ok := entry.Code.(string); ok {
			entry.Code = blot(code)
		}
		for j, step := range entry.Path {
			if key, ok := step.(string); ok {
				entry.Path[j] = blot(key)
			}
		}
	}
	return r
}
