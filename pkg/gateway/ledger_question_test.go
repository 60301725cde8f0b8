package gateway

import (
	"encoding/json"
	"strings"
	"testing"
)

// byHour makes an ask from 01:00 to 03:00 of the first day of 1970, by the hour.
func byHour(variables string) (Ask, map[string]any) {
	decoder := json.NewDecoder(strings.NewReader(variables))
	decoder.UseNumber()
	var given map[string]any
	if err := decoder.Decode(&given); err != nil {
		panic(err)
	}
	return Ask{
		Document: "d", Window: Window{3_600_000, 3 * 3_600_000}, Bucket: &Bucket{"dimensions.datetimeHour", 3_600_000},
	}, given
}

const (
	during = `"datetime_geq":"1970-01-01T01:00:00Z","datetime_lt":"1970-01-01T03:00:00Z"`
	plain  = `{"filter":{` + during + `},"limit":10}`
)

func TestTheWindowIsTakenFromWhatIsSent(t *testing.T) {
	for variables, want := range map[string]string{
		plain: "by bucket",
		`{"filter":{"AND":[{` + during + `},{"OR":[{"datetime_geq":"1970-01-01T02:00:00Z"},{"uid":"x"}]}]},"limit":10}`: "by bucket",
		`{"filter":{` + during + `}}`:                                                                                         "as a whole",
		`{"from":"1970-01-01T01:00:00Z","to":"1970-01-01T03:00:00Z"}`:                                                         "as a whole",
		`{"filter":{"AND":[{` + during + `},{` + during + `}]},"limit":10}`:                                                   "not",
		`{"filter":{"datetime_geq":"1970-01-01T01:00:00Z","datetime_lt":"1970-01-01T04:00:00Z"},"limit":10}`:                  "not",
		`{"filter":{"datetime_gt":"1970-01-01T01:00:00Z","datetime_lt":"1970-01-01T03:00:00Z"},"limit":10}`:                   "not",
		`{"filter":{"datetime_geq":["1970-01-01T01:00:00Z"],"datetime_lt":{"from":"1970-01-01T03:00:00Z"}},"limit":10}`:       "not",
		`{"filter":{"datetime_geq":"1970-01-01T01:00:00.000Z","datetime_lt":"1970-01-01T03:00:00Z"},"limit":10,"orderBy":[]}`: "not",
	} {
		ask, given := byHour(variables)
		q, ok := questionOf(ask, asker{}, given, nil)
		got := "not"
		if ok && q.column != "" {
			got = "by bucket"
		} else if ok {
			got = "as a whole"
		}
		if got != want {
			t.Errorf("%s is remembered %s, not %s", variables, got, want)
		}
	}
}

func TestASignatureTellsAllApartButTheWindow(t *testing.T) {
	signature := func(edit func(*Ask, map[string]any)) string {
		ask, given := byHour(plain)
		edit(&ask, given)
		q, ok := questionOf(ask, asker{}, given, nil)
		if !ok {
			t.Fatalf("%+v", ask)
		}
		return q.signature
	}
	as := signature(func(*Ask, map[string]any) {})
	shifted := signature(func(ask *Ask, given map[string]any) {
		ask.Window = Window{2 * 3_600_000, 5 * 3_600_000}
		given["filter"] = map[string]any{"datetime_geq": "1970-01-01T02:00:00Z", "datetime_lt": "1970-01-01T05:00:00Z"}
	})
	if shifted != as {
		t.Errorf("another window is another signature: %s", shifted)
	}
	for name, edit := range map[string]func(*Ask, map[string]any){
		"document":   func(ask *Ask, _ map[string]any) { ask.Document = "e" },
		"limit":      func(_ *Ask, given map[string]any) { given["limit"] = json.Number("11") },
		"order":      func(_ *Ask, given map[string]any) { given["orderBy"] = []any{"uid_ASC"} },
		"filter":     func(_ *Ask, given map[string]any) { given["filter"].(map[string]any)["uid"] = "x" },
		"bucket":     func(ask *Ask, _ map[string]any) { ask.Bucket.Ms = 60_000 },
		"column":     func(ask *Ask, _ map[string]any) { ask.Bucket.Column = "dimensions.date" },
		"no buckets": func(ask *Ask, _ map[string]any) { ask.Bucket = nil },
		"half of it": func(ask *Ask, _ map[string]any) { ask.Bucket.Ms = 4 * 3_600_000 },
	} {
		if signature(edit) == as {
			t.Errorf("another %s is the same signature", name)
		}
	}
}

func TestAnotherSpanIsAskedWithTheSameVariables(t *testing.T) {
	ask, given := byHour(`{"filter":{"AND":[{` + during + `},{"uid_in":["a"]}]},"limit":10}`)
	q, _ := questionOf(ask, asker{}, given, nil)
	text, _ := json.Marshal(q.variables(stretch{2, 3}))
	want := `{"filter":{"AND":[{"datetime_geq":"1970-01-01T02:00:00Z","datetime_lt":"1970-01-01T03:00:00Z"},{"uid_in":["a"]}]},"limit":10}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
