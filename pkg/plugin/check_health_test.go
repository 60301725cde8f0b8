package plugin

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"cloudflarestream/tests/redistest"
)

func TestHealthTellsWhatWorks(t *testing.T) {
	health := newUpstream(t).configured(asIs).health(t)
	if health.Status != backend.HealthStatusOk || !strings.Contains(health.Message, "90 days") || !json.Valid(health.JSONDetails) ||
		!strings.Contains(string(health.JSONDetails), `"budget":{"left":298,"of":300}`) {
		t.Errorf("%+v %s", health, health.JSONDetails)
	}
}

func TestHealthSaysWhatNeedsAnotherPermission(t *testing.T) {
	for name, test := range map[string]struct {
		stream http.HandlerFunc
		said   bool
	}{
		"refused":     {respond(403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}`), true},
		"given":       {someLibrary, false},
		"in trouble":  {respond(500, "<html>"), false},
		"unreachable": {hang, false},
	} {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t)
			api.stream = test.stream
			started := time.Now()
			health := api.configured(asIs).health(t)
			if said := strings.Contains(health.Message, "Account · Stream · Read"); health.Status != backend.HealthStatusOk || said != test.said {
				t.Errorf("%+v", health)
			}
			if took := time.Since(started); took > libraryTimeout+10*time.Second { // The timeout of a request is longer.
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestHealthAsksWhatTheTokenIs(t *testing.T) {
	const active, expired = `{"result":{"id":"1","status":"active"},"success":true,"errors":[]}`, `{"result":{"id":"1","status":"expired"},"success":true,"errors":[]}`
	refused := respond(200, `{"data":null,"errors":[{"message":"not authorized for that account","path":["viewer","accounts"]}]}`)
	for name, test := range map[string]struct {
		edit    func(*upstream)
		message string
	}{
		"a user's, without the permission":     {func(api *upstream) { api.userToken = respond(200, active) }, "The API token is valid."},
		"an account's, without the permission": {func(api *upstream) { api.accountToken = respond(200, active) }, "The API token is valid."},
		"an account's, expired":                {func(api *upstream) { api.accountToken = respond(200, expired) }, "the API token is expired"},
		"nobody's":                             {func(*upstream) {}, "Account Analytics"},
	} {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t)
			api.settings = refused
			test.edit(api)
			if health := api.configured(asIs).health(t); health.Status != backend.HealthStatusError || !strings.Contains(health.Message, test.message) {
				t.Errorf("%+v", health)
			}
		})
	}
}

func TestHealthIsAskedAnew(t *testing.T) {
	api := newUpstream(t)
	grafana := api.configured(asIs)
	grafana.health(t)
	api.settings = respond(401, unknownToken)
	if health := grafana.health(t); health.Status != backend.HealthStatusError {
		t.Errorf("%+v", health)
	}
}

func TestHealthSaysThatTheSharedCacheIsAway(t *testing.T) {
	const password = "open sesame"
	server := redistest.Start(t, "--requirepass", password)
	for name, test := range map[string]struct{ address, password, away string }{
		"there":            {server.URL(), password, ""},
		"another password": {server.URL(), "closed sesame", "WRONGPASS"},
		"no password":      {server.URL(), "", "NOAUTH"},
		"nobody there":     {"redis://127.0.0.1:" + redistest.FreePort(t), password, "connection refused"},
	} {
		t.Run(name, func(t *testing.T) {
			grafana := newUpstream(t).configured(func(s *backend.DataSourceInstanceSettings) {
				s.JSONData = stored(`"cache":"` + test.address + `"`)
				s.DecryptedSecureJSONData["cachePassword"] = test.password
			})
			if answer := grafana.query(t, nil, map[string]string{"A": table})["A"]; answer.Error != nil {
				t.Errorf("a query fails: %v", answer.Error)
			}
			health := grafana.health(t)
			said := strings.Contains(health.Message, "shared cache") && strings.Contains(health.Message, test.away)
			if health.Status != backend.HealthStatusOk || said != (test.away != "") {
				t.Errorf("%+v", health)
			}
			if text := health.Message + string(health.JSONDetails) + logged.text(); strings.Contains(text, "sesame") {
				t.Error("the password is said")
			}
			if want := `"cache":{"address":"` + strings.TrimPrefix(test.address, "redis://"); !strings.Contains(string(health.JSONDetails), want) {
				t.Errorf("%s", health.JSONDetails)
			}
		})
	}
}

func TestHealthSaysWhichSettingsAreWrong(t *testing.T) {
	api := newUpstream(t)
	health := api.configured(func(s *backend.DataSourceInstanceSettings) {
		s.JSONData = stored(`"budget":-5,"cache":"redis://user:hunter2@cache"`)
	}).health(t)
	if health.Status != backend.HealthStatusError || strings.Contains(health.Message, "hunter2") ||
		!strings.Contains(health.Message, "Budget must be a whole number of queries from 1 to 100000.") ||
		!strings.Contains(health.Message, "secret cachePassword") {
		t.Errorf("%+v", health)
	}
}
