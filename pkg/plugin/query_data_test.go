package plugin

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/reader"
	"github.com/grafana/dataplane/sdata/timeseries"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

const (
	table = `{"dataset":"streamMinutesViewedAdaptiveGroups","format":"table","metrics":["sum.minutesViewed"],"groupBy":["uid","clientCountryName"],"names":false,
		"orderBy":[{"field":"sum.minutesViewed","direction":"desc"}],"limit":100}`
	series = `{"dataset":"streamMinutesViewedAdaptiveGroups","groupBy":["clientCountryName"],"bucket":"hour"}`
)

func TestTheDocumentedExampleIsATable(t *testing.T) {
	answers := newUpstream(t).configured(asIs).query(t, nil, map[string]string{"A": table})
	response := answers["A"]
	if response.Error != nil || len(response.Frames) != 1 || response.Frames[0].RefID != "A" {
		t.Fatalf("%+v", response)
	}
	want := `uid clientCountryName sum.minutesViewed
73c514082b154945a753d0011e9d7525 US 2234
73c514082b154945a753d0011e9d7525 CN 700
73c514082b154945a753d0011e9d7525 IN 553`
	if got := show(response.Frames[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !strings.Contains(response.Frames[0].Meta.ExecutedQueryString, "streamMinutesViewedAdaptiveGroups(filter: $filter") {
		t.Error(response.Frames[0].Meta.ExecutedQueryString)
	}
	if kind, err := reader.CanReadBasedOnMeta(response.Frames); err != nil || kind.Kind() != "numeric" {
		t.Errorf("%v %v", kind, err)
	}
	if _, err := numeric.CollectionReaderFromFrames(response.Frames); err != nil {
		t.Error(err)
	}
}

func TestASeriesCanBeReadByAlertRules(t *testing.T) {
	api := newUpstream(t)
	api.rows = respond(200, `{"data":{"viewer":{"accounts":[{"streamMinutesViewedAdaptiveGroups":[
		{"dimensions":{"clientCountryName":"US","datetimeHour":"2025-10-03T09:00:00Z"},"sum":{"minutesViewed":3}},
		{"dimensions":{"clientCountryName":"DE","datetimeHour":"2025-10-03T10:00:00Z"},"sum":{"minutesViewed":4}}]}]}}}`)
	frames := api.configured(asIs).query(t, map[string]string{backend.FromAlertHeaderName: "true"}, map[string]string{"A": series})["A"].Frames
	if _, err := reader.CanReadBasedOnMeta(frames); err != nil {
		t.Fatal(err)
	}
	read, err := timeseries.CollectionReaderFromFrames(frames)
	if err != nil {
		t.Fatal(err)
	}
	collection, err := read.GetCollection(true)
	if err != nil || collection.Warning != nil || len(collection.Refs) != 2 {
		t.Errorf("%v %+v", err, collection)
	}
}

func TestLogLinesAreTheBrowsersOwn(t *testing.T) {
	api := newUpstream(t)
	api.rows = respond(200, `{"data":{"viewer":{"accounts":[{"liveInputEventsAdaptive":[{"datetime":"2025-10-03T09:00:00Z","inputId":"a",
		"eventCode":"live_input.errored","eventDescription":"ERR_GOP_OUT_OF_RANGE","coloCode":"\"F<R>A\""}]}]}}}`)
	frames := api.configured(asIs).query(t, nil, map[string]string{"A": `{"dataset":"liveInputEventsAdaptive"}`})["A"].Frames
	if len(frames) != 1 || frames[0].Meta.Type != data.FrameTypeLogLines || frames[0].Meta.PreferredVisualization != data.VisTypeLogs {
		t.Fatalf("%+v", frames)
	}
	got, err := json.Marshal(frames[0].At(3, 0))
	if want := `{"coloCode":"\"F\u003cR\u003eA\"","eventCode":"live_input.errored","inputId":"a","liveInput":"a"}`; err != nil || string(got) != want {
		t.Errorf("%v: got %s, want %s", err, got, want)
	}
	if frames[0].At(1, 0) != "live_input.errored: ERR_GOP_OUT_OF_RANGE" || frames[0].At(2, 0) != "error" {
		t.Errorf("%v %v", frames[0].At(1, 0), frames[0].At(2, 0))
	}
}

func TestAnAlertRuleEndsBeforeTheSettleDelay(t *testing.T) {
	api := newUpstream(t)
	grafana := api.configured(asIs)
	grafana.query(t, nil, map[string]string{"A": table})
	grafana.query(t, map[string]string{backend.FromAlertHeaderName: "true"}, map[string]string{"A": table})
	var ends []string
	for _, body := range api.sent {
		var request struct {
			Variables struct {
				Filter struct {
					Until string `json:"datetime_lt"`
				}
			}
		}
		if err := json.Unmarshal([]byte(body), &request); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, request.Variables.Filter.Until)
	}
	if got := strings.Join(ends, " "); got != "2025-10-03T12:00:00Z 2025-10-03T11:55:00Z" {
		t.Error(got)
	}
}

func TestEachQueryStandsAlone(t *testing.T) {
	answers := newUpstream(t).configured(asIs).query(t, nil, map[string]string{
		"good": table, "dataset": `{"dataset":"x"}`, "list": `[]`, "zone": `{"timezone":"Mars/Olympus"}`, "case": `{"TimeZone":"Mars/Olympus"}`,
		"deep": strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
	})
	for refID, message := range map[string]string{
		"good":    "",
		"dataset": `dataset: "x" is not possible here`,
		"list":    "A query is a JSON object",
		"zone":    `timezone: there is no time zone "Mars/Olympus": use a name such as Europe/Berlin, or utc.`,
		"deep":    "The query is not JSON.",
		"case":    "dataset: ",
	} {
		answer := answers[refID]
		if message == "" {
			if answer.Error != nil || len(answer.Frames) != 1 {
				t.Errorf("%s: %+v", refID, answer)
			}
			continue
		}
		if answer.Error == nil || !strings.HasPrefix(answer.Error.Error(), message) || answer.Status != 400 ||
			answer.ErrorSource != backend.ErrorSourceDownstream || len(answer.Frames) != 0 {
			t.Errorf("%s: %+v", refID, answer)
		}
	}
}

// troubles are what may come instead of rows, with what users are to read of it.
var troubles = map[string]struct {
	rows    http.HandlerFunc
	status  backend.Status
	message string
}{
	"a wrong token":      {respond(401, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`), 403, "does not accept the API token"},
	"another's account":  {respond(200, `{"data":null,"errors":[{"message":"not authorized for that account"}]}`), 403, "Account Analytics"},
	"no account":         {respond(200, `{"data":{"viewer":{"accounts":[]}},"errors":null}`), 403, "check the account ID"},
	"a budget used up":   {respond(200, `{"data":null,"errors":[{"message":"rate limiter budget depleted","extensions":{"code":"budget"}}]}`), 429, "rate limit"},
	"HTML":               {respond(502, `<html>Bad gateway</html>`), 502, "HTML"},
	"a truncated answer": {respond(200, documented[:200]), 502, "ends before it is complete"},
	"no answer in time":  {hang, 504, "did not answer in time"},
	"an answer without end": {func(w http.ResponseWriter, r *http.Request) {
		respond(200, documented[:200])(w, r)
		_ = http.NewResponseController(w).Flush()
		hang(w, r)
	}, 504, "did not answer in time"},
	"a server that hangs up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 502, "cannot be reached"},
}

func TestTroubleIsNamedWithinTheTimeout(t *testing.T) {
	for name, trouble := range troubles {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t)
			api.settings, api.rows = trouble.rows, trouble.rows
			grafana := api.configured(func(s *backend.DataSourceInstanceSettings) {
				if trouble.status == http.StatusGatewayTimeout {
					s.JSONData = stored(`"timeout":1`)
				}
			})
			started := time.Now()
			answer := grafana.query(t, nil, map[string]string{"A": table})["A"]
			if answer.Error == nil || !strings.Contains(answer.Error.Error(), trouble.message) ||
				answer.Status != trouble.status || answer.ErrorSource != backend.ErrorSourceDownstream {
				t.Errorf("query: %v %d %s", answer.Error, answer.Status, answer.ErrorSource)
			}
			health := grafana.health(t)
			if health.Status != backend.HealthStatusError || !strings.Contains(health.Message, trouble.message) {
				t.Errorf("health: %+v", health)
			}
			if took := time.Since(started); took > 15*time.Second { // The usual timeout is twice that.
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestAUsedUpBudgetSaysHowLongToWait(t *testing.T) {
	grafana := newUpstream(t).configured(func(s *backend.DataSourceInstanceSettings) {
		s.JSONData = stored(`"budget":2`)
	})
	if answer := grafana.query(t, nil, map[string]string{"A": table})["A"]; answer.Error != nil { // The limits are the other query.
		t.Error(answer.Error)
	}
	if answer := grafana.query(t, nil, map[string]string{"A": table})["A"]; answer.Error != nil { // What is remembered costs none.
		t.Error(answer.Error)
	}
	answer := grafana.query(t, nil, map[string]string{"A": `{"dataset":"streamMinutesViewedAdaptiveGroups"}`})["A"]
	if answer.Error == nil || answer.Status != 429 || !strings.Contains(answer.Error.Error(), "would have to wait 300 s: at most 2 queries") {
		t.Errorf("%+v", answer)
	}
}

func TestQueriesGoOnWithoutLimits(t *testing.T) {
	api := newUpstream(t)
	api.settings = respond(403, `{"data":null,"errors":[{"message":"not authorized for that account"}]}`)
	if answer := api.configured(asIs).query(t, nil, map[string]string{"A": table})["A"]; answer.Error != nil || answer.Frames[0].Rows() != 3 {
		t.Errorf("%+v", answer)
	}
}

func TestTheSameQueryOfTwoPanelsIsOneRequest(t *testing.T) {
	api := newUpstream(t)
	api.rows = func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(200 * time.Millisecond)
		_, _ = io.WriteString(w, documented)
	}
	answers := api.configured(asIs).query(t, nil, map[string]string{"A": table, "B": table})
	if len(api.sent) != 1 || answers["A"].Frames[0].RefID != "A" || answers["B"].Frames[0].RefID != "B" {
		t.Errorf("%d requests", len(api.sent))
	}
}

func TestSettingsReachTheCore(t *testing.T) {
	small := func(s *backend.DataSourceInstanceSettings) {
		s.JSONData = json.RawMessage(strings.Replace(string(s.JSONData), "{", `{"maxRows":2,`, 1))
	}
	response := newUpstream(t).configured(small).query(t, nil, map[string]string{"A": table})["A"]
	if response.Error == nil || !strings.Contains(response.Error.Error(), "at least 3 rows, and 2 are the most") {
		t.Errorf("%+v", response)
	}
}
