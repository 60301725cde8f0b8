package plugin

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// own is a saved query with a text of its own.
func own(format, text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"dataset":"graphql","format":%q,"graphql":%s,"names":false}`, format, quoted)
}

const (
	minutes    = `streamMinutesViewedAdaptiveGroups(filter: {datetime_geq: $from, datetime_lt: $to}, limit: 100) { sum { minutesViewed } dimensions { %s } }`
	configured = `{ viewer { accounts(filter: {accountTag: $accountTag}) { %s } } }`
)

func TestGraphQLIsAskedForTheConfiguredAccount(t *testing.T) {
	api := newUpstream(t)
	text := fmt.Sprintf(configured, fmt.Sprintf(minutes, "uid clientCountryName"))
	answer := api.configured(asIs).query(t, nil, map[string]string{"A": own("table", text)})["A"]
	if answer.Error != nil {
		t.Fatal(answer.Error)
	}
	want := `sum.minutesViewed uid clientCountryName
2234 73c514082b154945a753d0011e9d7525 US
700 73c514082b154945a753d0011e9d7525 CN
553 73c514082b154945a753d0011e9d7525 IN`
	if got := show(answer.Frames[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(api.sent) != 1 || !strings.Contains(api.sent[0], `"accountTag":"`+account+`"`) || !strings.Contains(api.sent[0], `"from":"2025-10-02T12:00:00Z"`) {
		t.Errorf("%v", api.sent)
	}
}

func TestGraphQLBeyondStreamOrTheAccountIsNotSent(t *testing.T) {
	api := newUpstream(t)
	source := api.configured(asIs)
	node := fmt.Sprintf(minutes, "uid")
	for name, test := range map[string]struct{ text, reason string }{
		"another account":    {strings.Replace(fmt.Sprintf(configured, node), "$accountTag", `"other"`, 1), "The account is the data source's"},
		"another node":       {fmt.Sprintf(configured, `httpRequestsAdaptiveGroups(filter: {datetime_geq: $from, datetime_lt: $to}, limit: 1) { count }`), "not a node of Stream"},
		"another's zones":    {`{ viewer { zones(filter: {zoneTag: "z"}) { httpRequestsAdaptiveGroups(limit: 1) { count } } } }`, "not a node of Stream"},
		"the schema":         {`{ __schema { types { name } } }`, "not a node of Stream"},
		"a field of none":    {fmt.Sprintf(minutes, "clientIP"), `"clientIP" is not a dimension`},
		"a filter of none":   {strings.Replace(node, "$to", `$to, clientIP: "::1"`, 1), `Field "clientIP" is not defined`},
		"a dashboard's name": {strings.Replace(node, "$to", `$to, uid: $video`, 1), "$video has no value here"},
		"a deep nest":        {strings.Repeat("{a", 8_000), "nest 30 deep"},
		"a long text":        {"# " + strings.Repeat("a ", 5_000) + "\n" + strings.Repeat("a ", 5_000), "token"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := source.query(t, nil, map[string]string{"A": own("table", test.text)})["A"]
			if answer.Error == nil || !strings.Contains(answer.Error.Error(), test.reason) || answer.Status != backend.StatusBadRequest {
				t.Errorf("%d %v", answer.Status, answer.Error)
			}
		})
	}
	// What a browser sends goes the same way, whatever core it has.
	for _, text := range []string{
		`query($accountTag: string!) { viewer { accounts(filter: {accountTag: $accountTag}) { httpRequestsAdaptiveGroups(filter: {}, limit: 1) { count } } } }`,
		`query($accountTag: string!) { viewer { accounts(filter: {accountTag: "other"}) { streamMinutesViewedAdaptiveGroups(filter: {uid: $accountTag}, limit: 1) { count } } } }`,
	} {
		body, err := json.Marshal(map[string]any{"asks": []map[string]any{{"id": "1", "document": text, "variables": map[string]any{}}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := source.resource(t, "POST", "asks", string(body)); !strings.Contains(got, "may be sent") {
			t.Error(got)
		}
	}
	if len(api.sent) != 0 {
		t.Errorf("%v", api.sent)
	}
}
