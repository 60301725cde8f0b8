package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"

	"cloudflarestream/pkg/gateway"
)

const (
	defaultURL = "https://api.cloudflare.com"
	// maxBudget is more than any account has: Enterprise accounts have 15 queries a second.
	maxBudget = 100_000
)

// settings are a data source's settings, fit for use but for what problem says.
type settings struct {
	account string
	url     string
	token   string
	timeout time.Duration
	// budget is how many queries are sent in five minutes.
	budget int
	http   *http.Client
	// stored is what the browser sees of the settings; the core reads what answers depend on. Nil if there is none.
	stored json.RawMessage
	// problem says in one sentence what must be set right before anything can be asked; empty if all is well.
	problem string
}

// parseSettings never fails: settings that are not complete yet are a user's, whom the health check and queries tell.
func parseSettings(ctx context.Context, from backend.DataSourceInstanceSettings) settings {
	var stored struct {
		AccountID string `json:"accountId"`
		Budget    any    `json:"budget"`
	}
	s := settings{
		url:     strings.TrimSpace(from.URL),
		token:   strings.TrimSpace(from.DecryptedSecureJSONData["apiToken"]),
		timeout: httpclient.DefaultTimeoutOptions.Timeout,
		budget:  gateway.DefaultBudget,
	}
	if s.url == "" {
		s.url = defaultURL
	}
	if err := json.Unmarshal(from.JSONData, &stored); err != nil && len(from.JSONData) > 0 {
		s.problem = "The data source's settings cannot be read: the account ID must be text."
		return s
	}
	if len(from.JSONData) > 0 {
		s.stored = from.JSONData
	}
	if budget, ok := stored.Budget.(float64); ok && budget >= 1 {
		s.budget = int(min(budget, maxBudget))
	}
	s.account = strings.TrimSpace(stored.AccountID)
	if s.problem = s.missing(); s.problem != "" {
		return s
	}
	client, err := httpClient(ctx, from)
	if err != nil {
		s.problem = fmt.Sprintf("The data source's HTTP settings cannot be used: %v.", err)
		return s
	}
	s.http, s.timeout = client, client.Timeout
	return s
}

func httpClient(ctx context.Context, from backend.DataSourceInstanceSettings) (client *http.Client, err error) {
	defer func() { // The SDK takes the types of provisioned settings for granted.
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
	}()
	options, err := from.HTTPClientOptions(ctx)
	if err != nil {
		return nil, err
	}
	if options.Timeouts.Timeout <= 0 { // It would be none at all.
		options.Timeouts.Timeout = httpclient.DefaultTimeoutOptions.Timeout
	}
	return httpclient.New(options)
}

func (s settings) missing() string {
	address, err := url.Parse(s.url)
	switch {
	case s.account == "":
		return "The account ID is missing in the data source's settings."
	case s.token == "":
		return "The API token is missing in the data source's settings."
	case strings.ContainsFunc(s.token, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsGraphic(r) || r == ' ' || r == '"' }):
		return "The API token in the data source's settings has characters that no token has, such as spaces, quotes or line breaks."
	case err != nil, address.Scheme != "https" && address.Scheme != "http", address.Host == "":
		return "The URL in the data source's settings is not one of http or https, such as " + defaultURL + "."
	}
	return ""
}
