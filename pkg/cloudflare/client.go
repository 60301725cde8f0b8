package cloudflare

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// decodeSeconds is a metric of the process.
var decodeSeconds = promauto.NewHistogram(prometheus.HistogramOpts{
	Name:    "cloudflare_stream_decode_seconds",
	Help:    "How long answers of Cloudflare took to read and decode, from their head on.",
	Buckets: []float64{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30},
})

// Client asks one API at one address with one token. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	address string
	base    string
	token   string
	// graphQLHeader goes with every request of GraphQL.
	graphQLHeader http.Header
	// ahead is what Ahead gives.
	ahead atomic.Int64
}

// NewClient takes the address without the API's path, such as "https://api.cloudflare.com", and an HTTP client that
// brings timeouts, proxies and TLS.
func NewClient(client *http.Client, base, token string) *Client {
	direct := *client
	// The token goes to the configured address and nowhere else, so redirections are answers like any other.
	direct.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	address := strings.TrimRight(base, "/")
	return &Client{
		http: &direct, address: address, base: address + "/client/v4", token: token,
		graphQLHeader: http.Header{"Content-Type": {"application/json"}},
	}
}

// CountByAccount asks the API to count queries of GraphQL by account and not by token. It must be called before any request.
// Source: developers.cloudflare.com/analytics/graphql-api/limits.
func (c *Client) CountByAccount() { c.graphQLHeader.Set(limitType, "account-based") }

const limitType = "X-Rate-Limit-Type"

// Address is the API's, without a path.
func (c *Client) Address() string { return c.address }

// Fingerprint tells tokens apart, and nothing else of them.
func (c *Client) Fingerprint() string {
	sum := sha256.Sum256([]byte(c.token))
	return hex.EncodeToString(sum[:])
}

// Ahead is by how much this machine's clock was ahead of the API's when that answered last, to within a second and the time
// that the answer took to come; negative if it was behind, zero if the API has not told the time.
func (c *Client) Ahead() time.Duration { return time.Duration(c.ahead.Load()) }

// Close gives idle connections back.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Rows asks a document that selects one node of one account.
func (c *Client) Rows(ctx context.Context, document string, variables map[string]any, shape Shape) (*Table, *Refusal) {
	tables, refusal := c.Together(ctx, document, variables, []Shape{shape})
	if refusal != nil {
		return nil, refusal
	}
	return tables[0], nil
}

// Together asks a document that selects several nodes of one account, and gives the rows of each.
func (c *Client) Together(ctx context.Context, document string, variables map[string]any, shapes []Shape) ([]*Table, *Refusal) {
	var tables []*Table
	refusal := c.graphQL(ctx, document, variables, func(body io.Reader) (refusal *Refusal) {
		tables, refusal = DecodeAll(body, shapes)
		return refusal
	})
	return tables, refusal
}

// Settings asks a document that selects the settings node of one account.
func (c *Client) Settings(ctx context.Context, document string, variables map[string]any) (map[string]json.RawMessage, *Refusal) {
	var settings map[string]json.RawMessage
	refusal := c.graphQL(ctx, document, variables, func(body io.Reader) (refusal *Refusal) {
		settings, refusal = DecodeSettings(body)
		return refusal
	})
	return settings, refusal
}

func (c *Client) graphQL(ctx context.Context, document string, variables map[string]any, decode func(io.Reader) *Refusal) *Refusal {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return Refusef(Refused, "The variables cannot be written as JSON.")
	}
	return c.send(ctx, http.MethodPost, "/graphql", c.graphQLHeader, bytes.NewReader(body), decode)
}

// send makes one request of the API, with the token.
func (c *Client) send(ctx context.Context, method, path string, header http.Header, body io.Reader, decode func(io.Reader) *Refusal) *Refusal {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return Refusef(Refused, "The address is no URL.")
	}
	maps.Copy(request.Header, header)
	request.Header.Set("Authorization", "Bearer "+c.token)
	return c.exchange(request, path, func(response *http.Response) *Refusal { return decode(response.Body) })
}

// exchange makes a request. The status is read after the body, since the body tells more.
func (c *Client) exchange(request *http.Request, path string, decode func(*http.Response) *Refusal) *Refusal {
	ctx := request.Context()
	request.Header.Set("Accept", "application/json")
	// Every request only reads. This lets net/http send one again when the connection that it kept was closed meanwhile;
	// an empty list marks the request and is not sent.
	request.Header["Idempotency-Key"] = []string{}
	started := time.Now()
	response, err := c.http.Do(request)
	if err != nil {
		refusal := FromError(err).without(c.token)
		logRequest(ctx, path, started, refusal)
		return refusal
	}
	defer func() { _ = response.Body.Close() }()
	began := time.Now()
	if told, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		c.ahead.Store(int64(began.Sub(told)))
	}
	refusal := decode(response).without(c.token)
	decodeSeconds.Observe(time.Since(began).Seconds())
	if refusal != nil {
		refusal.Status = response.StatusCode
		refusal.ByAccount = request.Header.Get(limitType) != ""
		refusal.RetryAfterSeconds = retryAfter(response.Header.Get("Retry-After"), started)
	}
	logRequest(ctx, path, started, refusal)
	return refusal
}

func logRequest(ctx context.Context, path string, started time.Time, refusal *Refusal) {
	logger := backend.Logger.FromContext(ctx).With("path", path, "durationMs", time.Since(started).Milliseconds())
	switch {
	case refusal == nil:
		logger.Debug("Cloudflare answered")
	case refusal.Kind == Cancelled:
		logger.Debug("Request to Cloudflare cancelled")
	default:
		logger.Warn("Request to Cloudflare failed", "kind", refusal.Kind, "status", refusal.Status,
			"errors", len(refusal.Errors), "detail", refusal.Detail)
	}
}

// retryAfter reads the header, seconds or a date, as whole seconds; nil if there is nothing to read.
func retryAfter(header string, now time.Time) *int {
	if seconds, err := strconv.Atoi(header); err == nil && seconds >= 0 {
		return &seconds
	}
	if at, err := http.ParseTime(header); err == nil {
		seconds := max(0, int(at.Sub(now).Seconds()))
		return &seconds
	}
	return nil
}
