package plugin

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// sources asks for all that is read over REST.
var sources = map[string]string{
	"videos": `{"dataset":"videos"}`, "liveInputs": `{"dataset":"liveInputs"}`,
	"storage": `{"dataset":"storage"}`, "liveViewers": `{"dataset":"liveViewers"}`,
}

func TestSourcesAreTables(t *testing.T) {
	answers := newUpstream(t).configured(asIs).query(t, nil, sources)
	for source, want := range map[string]string{
		"videos": `thumbnail uid name creator status created duration size live liveInput.name liveInput
t?width=160&height=90&fit=clip v Talk  ready 2025-10-01 00:00:00 +0000 UTC 60 1000 yes Studio i`,
		"liveInputs": `uid name status enabled created modified
i Studio connected  2025-10-01 00:00:00 +0000 UTC null`,
		"storage": `totalStorageMinutes totalStorageMinutesLimit storageUsed videoCount
12.5 1000 1.25 3`,
		"liveViewers": `uid name liveViewers
i Studio 113`,
	} {
		response := answers[source]
		if response.Error != nil || len(response.Frames) != 1 {
			t.Errorf("%s: %+v", source, response)
			continue
		}
		if got := show(response.Frames[0]); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestAlertRulesCanReadNumbersOfSources(t *testing.T) {
	answers := newUpstream(t).configured(asIs).query(t, map[string]string{backend.FromAlertHeaderName: "true"}, map[string]string{
		"storage": `{"dataset":"storage","metrics":["storageUsed"]}`, "budget": `{"dataset":"budget","metrics":["used"]}`,
		"liveViewers": `{"dataset":"liveViewers"}`,
	})
	for source, response := range answers {
		reader, err := numeric.CollectionReaderFromFrames(response.Frames)
		if err != nil {
			t.Fatal(err)
		}
		collection, err := reader.GetCollection(false)
		if err != nil || len(collection.Refs) != 1 || collection.Warning != nil {
			t.Errorf("%s: %d numbers, %v %v", source, len(collection.Refs), err, collection.Warning)
		}
	}
}

func TestTheTokenGoesToTheAPIAlone(t *testing.T) {
	api := newUpstream(t)
	var mu sync.Mutex
	with, without := 0, 0
	api.stream = func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		has := strings.Contains(strings.Join(r.Header["Authorization"], ""), secret)
		if isPublic := strings.HasPrefix(r.URL.Path, "/customer/"); isPublic == has {
			t.Errorf("%s has the token: %v", r.URL, has)
		} else if isPublic {
			without++
		} else {
			with++
		}
		mu.Unlock()
		someLibrary(w, r)
	}
	api.configured(asIs).query(t, nil, sources)
	if with == 0 || without == 0 {
		t.Errorf("%d with the token, %d without: the test tests nothing", with, without)
	}
}

func TestWithoutThePermissionTheRestGoesOn(t *testing.T) {
	api := newUpstream(t)
	api.stream = respond(403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}`)
	queries := map[string]string{"analytics": table}
	for source, query := range sources {
		queries[source] = query
	}
	for name, response := range api.configured(asIs).query(t, nil, queries) {
		if name == "analytics" {
			if response.Error != nil {
				t.Error(response.Error)
			}
		} else if response.Error == nil || response.Status != http.StatusForbidden || !strings.Contains(response.Error.Error(), "Account · Stream · Read") {
			t.Errorf("%s: %+v", name, response)
		}
	}
}

func TestNamesAreForPeopleAndNotForRules(t *testing.T) {
	api := newUpstream(t)
	api.rows = respond(200, `{"data":{"viewer":{"accounts":[{"streamMinutesViewedAdaptiveGroups":[
		{"dimensions":{"uid":"gone"},"sum":{"minutesViewed":3}},{"dimensions":{"uid":"i"},"sum":{"minutesViewed":4}},
		{"dimensions":{"uid":"v"},"sum":{"minutesViewed":5}}]}]}}}`)
	query := map[string]string{"A": `{"dataset":"streamMinutesViewedAdaptiveGroups","format":"table","groupBy":["uid"]}`}
	datasource := api.configured(asIs)
	for name, test := range map[string]struct {
		headers map[string]string
		want    string
	}{
		"a public dashboard": {nil, "video uid sum.minutesViewed\ngone gone 3\nStudio i 4\nTalk v 5"},
		"an alert rule":      {map[string]string{backend.FromAlertHeaderName: "true"}, "uid sum.minutesViewed\ngone 3\ni 4\nv 5"},
	} {
		response := datasource.query(t, test.headers, query)["A"]
		if response.Error != nil {
			t.Fatalf("%s: %v", name, response.Error)
		}
		if got := show(response.Frames[0]); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, test.want)
		}
		reader, err := numeric.CollectionReaderFromFrames(response.Frames)
		if err != nil {
			t.Fatal(err)
		}
		if collection, err := reader.GetCollection(false); err != nil || collection.Warning != nil || len(collection.Refs) != 3 {
			t.Errorf("%s: %d numbers, %v %v", name, len(collection.Refs), err, collection.Warning)
		}
	}
}
