package plugin

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

const tableDocument = `query ($accountTag: string!, $limit: uint64!, $from: Time!, $to: Time!) { viewer { accounts(filter: { accountTag: $accountTag }) {
	streamMinutesViewedAdaptiveGroups(filter: { datetime_geq: $from, datetime_lt: $to }, limit: $limit) { sum { minutesViewed } dimensions { clientCountryName } } } } }`

func TestAsksAreAnsweredInTheirOrder(t *testing.T) {
	grafana := newUpstream(t).configured(asIs)
	ask := func(id string, limit int) string {
		return fmt.Sprintf(`{"id":%q,"document":%q,"variables":{"limit":%d,"from":"1970-01-01T00:00:00Z","to":"1970-01-01T00:01:00Z"},
			"window":{"from":0,"to":60000},"limit":%d}`, id, tableDocument, limit, limit)
	}
	got := grafana.resource(t, "POST", "asks", `{"asks":[`+ask("a", 1)+`,`+ask("b", -1)+`,`+ask("c", 2)+`]}`)
	const rows = `{"rows":3,"columns":[{"name":"sum.minutesViewed","kind":"number","values":[2234,700,553]},` +
		`{"name":"dimensions.clientCountryName","kind":"text","dictionary":["US","CN","IN"],"codes":[0,1,2]}]}`
	want := `200 {"replies":[{"table":` + rows + `,"id":"a","queries":1},` +
		`{"id":"b","refusal":{"kind":"refused","detail":"The variables are not those of the document: $limit is not of type uint64."},"queries":0},` +
		`{"table":` + rows + `,"id":"c","queries":1}]}`
	// How much of the budget is left goes by which of them was sent first.
	if got = regexp.MustCompile(`,"budgetLeft":(300|299|298)`).ReplaceAllString(got, ""); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestResources(t *testing.T) {
	many := "[" + strings.TrimSuffix(strings.Repeat("{},", maxAsks+1), ",") + "]"
	grafana := newUpstream(t).configured(asIs)
	for name, test := range map[string]struct{ method, path, body, want string }{
		"no asks":          {"POST", "asks", `{"asks":[]}`, `200 {"replies":[]}`},
		"limits":           {"GET", "limits", ``, `200 {"limits":{"streamMinutesViewedAdaptiveGroups":{"enabled":true,`},
		"no body":          {"POST", "asks", ``, `400 {"message":"The body is not a list of asks`},
		"no JSON":          {"POST", "asks", `{`, `400 {"message":"The body is not a list of asks`},
		"another shape":    {"POST", "asks", `{"asks":{}}`, `400 {"message":"The body is not a list of asks`},
		"no list":          {"POST", "asks", `{}`, `400 {"message":"The body needs a list of asks`},
		"too many":         {"POST", "asks", `{"asks":` + many + `}`, `400 {"message":"The body needs a list of asks`},
		"too long":         {"POST", "asks", `{"asks":[{"id":"` + strings.Repeat("x", maxBody) + `"}]}`, `400 {"message":"The body is not a list of asks`},
		"another method":   {"GET", "asks", ``, `405 `},
		"another resource": {"GET", "token", ``, `404 `},
	} {
		t.Run(name, func(t *testing.T) {
			got := grafana.resource(t, test.method, test.path, test.body)
			if !strings.HasPrefix(got, test.want) {
				t.Errorf("%.300s", got)
			}
			if _, body, _ := strings.Cut(got, " "); got[0] != '4' || strings.HasPrefix(got, "400") {
				if !json.Valid([]byte(body)) {
					t.Errorf("no JSON: %.300s", got)
				}
			}
		})
	}
}
