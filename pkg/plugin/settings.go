package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"

	"cloudflarestream/pkg/commons"
	"cloudflarestream/pkg/core"
)

// settings are a data source's settings, fit for use but for their problem.
type settings struct {
	core.Settings
	token string
	http  *http.Client
	// store is nil where none is set.
	store *commons.Store
	// stored is what the browser sees of the settings; the core reads what answers depend on. Nil if there is none.
	stored json.RawMessage
}

// readSettings makes no error of settings that are not complete or not right yet: they are a user's, whom the health check
// and queries tell.
func readSettings(ctx context.Context, pool *core.Pool, from backend.DataSourceInstanceSettings) (s settings, err error) {
	if json.Valid(from.JSONData) {
		s.stored = from.JSONData
	}
	if s.Settings, err = pool.Settings(ctx, from.URL, s.stored); err != nil || s.Problem != "" {
		return s, err
	}
	s.token = strings.TrimSpace(from.DecryptedSecureJSONData["apiToken"])
	if s.Problem = tokenProblem(s.token); s.Problem != "" {
		return s, nil
	}
	if s.http, err = httpClient(ctx, from, s.timeout()); err != nil {
		s.Problem = fmt.Sprintf("The data source's HTTP settings cannot be used: %v.", err)
		return s, nil
	}
	if s.Cache != "" {
		if s.store, err = commons.Open(s.Cache, from.DecryptedSecureJSONData["cachePassword"]); err != nil {
			s.Problem = fmt.Sprintf("The address of the shared cache cannot be used: %v.", err)
		}
	}
	return s, nil
}

func (s settings) timeout() time.Duration { return time.Duration(s.Timeout) * time.Second }

// counted is what the API counts the data source's queries by.
func (s settings) counted() string {
	if s.AccountBased {
		return "account " + strings.ToLower(s.Account)
	}
	return "token " + s.token
}

func httpClient(ctx context.Context, from backend.DataSourceInstanceSettings, timeout time.Duration) (client *http.Client, err error) {
	defer func() { // The SDK takes the types of provisioned settings for granted.
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
	}()
	options, err := from.HTTPClientOptions(ctx)
	if err != nil {
		return nil, err
	}
	options.Timeouts.Timeout = timeout
	var connections *http.Transport
	options.ConfigureTransport = func(_ httpclient.Options, transport *http.Transport) { connections = transport }
	if client, err = httpclient.New(options); err != nil {
		return nil, err
	}
	client.Transport = closable{client.Transport, connections}
	return client, nil
}

// closable lets idle connections go, of which the SDK's middlewares know nothing.
type closable struct {
	http.RoundTripper
	connections *http.Transport
}

func (c closable) CloseIdleConnections() { c.connections.CloseIdleConnections() }

func tokenProblem(token string) string {
	switch {
	case token == "":
		return "The API token is missing in the data source's settings."
	case strings.ContainsFunc(token, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsGraphic(r) || r == ' ' || r == '"' }):
		return "The API token in the data source's settings has characters that no token has, such as spaces, quotes or line breaks."
	}
	return ""
}
