package cloudflare

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
)

// Token is what the API says of the configured token.
type Token struct {
	// Kind is "user" or "account": whom the token belongs to.
	Kind string `json:"kind"`
	// Status is the API's own word: "active", "disabled" or "expired".
	Status string `json:"status"`
}

// VerifyToken asks what kind of token this is and whether it is in force; nil if neither call knows it.
// The user's call answers 401 to an account-owned token, hence two calls
// (developers.cloudflare.com/fundamentals/api/get-started/account-owned-tokens).
func (c *Client) VerifyToken(ctx context.Context, account string) *Token {
	if status := c.tokenStatus(ctx, "/user/tokens/verify"); status != "" {
		return &Token{Kind: "user", Status: status}
	}
	if status := c.tokenStatus(ctx, "/accounts/"+url.PathEscape(account)+"/tokens/verify"); status != "" {
		return &Token{Kind: "account", Status: status}
	}
	return nil
}

// tokenStatus is empty if the call gives none, for whatever reason: the caller has a better error already.
func (c *Client) tokenStatus(ctx context.Context, path string) string {
	var verified struct {
		Success bool
		Result  struct{ Status string }
	}
	refusal := c.send(ctx, http.MethodGet, path, nil, nil, func(body io.Reader) *Refusal {
		if json.NewDecoder(&source{body: body, left: maxBytes}).Decode(&verified) != nil || !verified.Success {
			return Refusef(Answer, "The token is not known here.")
		}
		return nil
	})
	if refusal != nil {
		return ""
	}
	return verified.Result.Status
}
