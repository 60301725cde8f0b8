package gateway

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const selectingMinutes = `query ($accountTag: string!, $filter: AccountStreamMinutesViewedAdaptiveGroupsFilter_InputObject!, $limit: uint64!, $orderBy: [AccountStreamMinutesViewedAdaptiveGroupsOrderBy!])
	{ viewer { accounts(filter: { accountTag: $accountTag }) { %s } } }`

const hourly = `streamMinutesViewedAdaptiveGroups(filter: $filter, limit: $limit, orderBy: $orderBy) { count sum { minutesViewed } dimensions { datetimeHour uid } }`

// What a browser says of its ask is believed only where document and variables say the same: what it makes the ledger
// remember is nobody else's otherwise.
func TestOnlyWhatIsSentTellsWhatAnAskIsAbout(t *testing.T) {
	list := allowlist(t, SDL)
	const during = `"datetime_geq":"1970-01-01T01:00:00Z","datetime_lt":"1970-01-01T03:00:00Z"`
	family := func(node, variables string, bucket *Bucket) string {
		t.Helper()
		plan, err := list.admit(fmt.Sprintf(selectingMinutes, node))
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(strings.NewReader(variables))
		decoder.UseNumber()
		ask := Ask{Document: node, Window: Window{3_600_000, 3 * 3_600_000}, Bucket: bucket}
		if err := decoder.Decode(&ask.Variables); err != nil {
			t.Fatal(err)
		}
		q, _ := questionOf(ask, asker{}, ask.Variables, plan.selection)
		return q.family
	}
	hour := &Bucket{"dimensions.datetimeHour", 3_600_000}
	ordered := `"limit":10,"orderBy":["datetimeHour_ASC","uid_ASC"]`
	honest := `{"filter":{` + during + `},` + ordered + `}`
	as := family(hourly, honest, hour)
	if as == "" {
		t.Fatal("it is not told what an honest ask is about")
	}
	if got := family(strings.Replace(hourly, "count sum { minutesViewed }", "count", 1), honest, hour); got != as {
		t.Errorf("fewer metrics are about other events: %q", got)
	}
	for name, got := range map[string]string{
		"a finer bucket than the document's":   family(hourly, honest, &Bucket{"dimensions.datetimeHour", 60_000}),
		"the bucket of another column":         family(hourly, honest, &Bucket{"dimensions.uid", 3_600_000}),
		"no bucket where rows have one":        family(hourly, honest, nil),
		"a bucket where rows have none":        family(strings.Replace(hourly, "datetimeHour ", "", 1), `{"filter":{`+during+`},"limit":10,"orderBy":["uid_ASC"]}`, hour),
		"a range among alternatives":           family(hourly, `{"filter":{"OR":[{`+during+`},{"uid":"x"}]},`+ordered+`}`, hour),
		"two times":                            family(strings.Replace(hourly, "datetimeHour", "datetimeHour date", 1), honest, hour),
		"a time that is no bucket":             family(strings.Replace(hourly, "datetimeHour", "datetime", 1), honest, hour),
		"names of its own":                     family(strings.Replace(hourly, "uid", "datetime: uid", 1), honest, hour),
		"an order that is not that of buckets": family(hourly, `{"filter":{`+during+`},"limit":10,"orderBy":["uid_ASC","datetimeHour_ASC"]}`, hour),
		"an order with the bucket twice":       family(hourly, `{"filter":{`+during+`},"limit":10,"orderBy":["datetimeHour_ASC","uid_ASC","datetimeHour_DESC"]}`, hour),
		"rows of which some are equal":         family(hourly, `{"filter":{`+during+`},"limit":10,"orderBy":["datetimeHour_ASC"]}`, hour),
	} {
		if got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := family(hourly, `{"filter":{"AND":[{`+during+`},{"uid":"x"}]},`+ordered+`}`, hour); got == "" || got == as {
		t.Errorf("another filter: %q", got)
	}
}
