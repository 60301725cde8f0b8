package plugin

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestHealthTellsWhatWorks(t *testing.T) {
	health := newUpstream(t).configured(asIs).health(t)
	if health.Status != backend.HealthStatusOk || !strings.Contains(health.Message, "90 days") || !json.Valid(health.JSONDetails) {
		t.Errorf("%+v %s", health, health.JSONDetails)
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
