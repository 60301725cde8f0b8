package cloudflare

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
)

// byCountry is the row of the documented example: sum { minutesViewed } dimensions { uid clientCountryName }.
var byCountry = Shape{Node: "node", Row: []Field{
	{Key: "sum", Kind: Block, Fields: []Field{{Key: "minutesViewed", Kind: Number}}},
	{Key: "dimensions", Kind: Block, Fields: []Field{{Key: "uid", Kind: Text}, {Key: "clientCountryName", Kind: Text}}},
}}

// rowsOf is the answer with these rows, as JSON.
func rowsOf(rows string) string {
	return `{"data":{"viewer":{"accounts":[{"node":[` + rows + `]}]}},"errors":null}`
}

// show writes a table as rows of text, or a refusal as JSON.
func show(table *Table, refusal *Refusal) string {
	if refusal != nil {
		text, _ := json.Marshal(refusal)
		return string(text)
	}
	lines := make([]string, table.Rows)
	for row := range lines {
		var fields []string
		for _, column := range table.Columns {
			if column.Kind == Number {
				fields = append(fields, fmt.Sprint(column.Values[row]))
			} else {
				fields = append(fields, fmt.Sprintf("%q", column.Dictionary[column.Codes[row]]))
			}
		}
		lines[row] = strings.Join(fields, " ")
	}
	return strings.Join(lines, "\n")
}

func TestDecodeRows(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"the documented example": {
			rowsOf(`
 {"dimensions":{"clientCountryName":"US","uid":"73c514082b154945a753d0011e9d7525"},"sum":{"minutesViewed":2234}},
 {"dimensions":{"clientCountryName":"CN","uid":"73c514082b154945a753d0011e9d7525"},"sum":{"minutesViewed":700}},
 {"dimensions":{"clientCountryName":"IN","uid":"73c514082b154945a753d0011e9d7525"},"sum":{"minutesViewed":553}}`),
			`2234 "73c514082b154945a753d0011e9d7525" "US"
700 "73c514082b154945a753d0011e9d7525" "CN"
553 "73c514082b154945a753d0011e9d7525" "IN"`,
		},
		"no rows":                    {rowsOf(""), ""},
		"errors before data":         {`{"errors":[],"data":{"viewer":{"accounts":[{"node":[{}]}]}}}`, `NaN "" ""`},
		"null blocks and leaves":     {rowsOf(`{"sum":null,"dimensions":{"uid":null,"clientCountryName":"US"}}`), `NaN "" "US"`},
		"absent blocks and leaves":   {rowsOf(`{},{"sum":{},"dimensions":{"uid":"u"}}`), "NaN \"\" \"\"\nNaN \"u\" \"\""},
		"fields nobody asked for":    {rowsOf(`{"sum":{"more":{"a":[1,{}]},"minutesViewed":1},"more":[[]]}`), `1 "" ""`},
		"escapes in texts and names": {rowsOf(`{"s\u0075m":{"minutesViewed":1},"dimensions":{"uid":"\u00e9\n\ud83d\ude00","clientCountryName":"\u0055S"}}`), `1 "é\n😀" "US"`},
		"numbers of any form":        {rowsOf(`{"sum":{"minutesViewed":-1.5e3}},{"sum":{"minutesViewed":18446744073709551615}}`), "-1500 \"\" \"\"\n1.8446744073709552e+19 \"\" \"\""},
		"booleans as text":           {rowsOf(`{"dimensions":{"uid":true,"clientCountryName":false}}`), `NaN "true" "false"`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(Decode(strings.NewReader(test.body), byCountry)); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"not authorized": {
			`{"data":null,"errors":[{"extensions":{"timestamp":"2020-02-23T18:41:48.514857487Z"},"message":"not authorized for that account","path":["viewer","accounts"]}]}`,
			`{"kind":"answer","errors":[{"message":"not authorized for that account","path":["viewer","accounts"]}]}`,
		},
		"a code in extensions": {
			`{"data":null,"errors":[{"extensions":{"code":"budget"},"message":"rate limiter budget depleted, please try again later","path":null}]}`,
			`{"kind":"answer","errors":[{"message":"rate limiter budget depleted, please try again later","code":"budget"}]}`,
		},
		"the REST shape": {
			`{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}`,
			`{"kind":"answer","errors":[{"message":"Authentication error","code":10000}]}`,
		},
		"the REST shape without errors": {`{"success":false,"errors":[],"result":null}`, `{"kind":"answer"}`},
		"rows beside errors":            {`{"data":{"viewer":{"accounts":[{"node":[{}]}]}},"errors":[{"message":"m"}]}`, `{"kind":"answer","errors":[{"message":"m"}]}`},
		"errors before rows":            {`{"errors":[{"message":"m"}],"data":{"viewer":{"accounts":[{"node":[{}]}]}}}`, `{"kind":"answer","errors":[{"message":"m"}]}`},
		"errors of odd types":           {`{"errors":[3,{"message":4,"code":{},"path":[1,[],"a"]}]}`, `{"kind":"answer","errors":[{"message":"3"},{"message":"","path":[1,"a"]}]}`},
		"no account":                    {`{"data":{"viewer":{"accounts":[]}},"errors":null}`, `{"kind":"answer","noAccount":true}`},
		"two accounts":                  {`{"data":{"viewer":{"accounts":[{"node":[{}]},{"node":[{}]}]}}}`, `{"kind":"malformed","detail":"There is more than one account in the answer."}`},
		"no node":                       {`{"data":{"viewer":{"accounts":[{"other":[]}]}}}`, `{"kind":"malformed","detail":"The answer has neither \"node\" nor errors."}`},
		"a null node":                   {`{"data":{"viewer":{"accounts":[{"node":null}]}}}`, `{"kind":"malformed","detail":"The answer has neither \"node\" nor errors."}`},
		"null data and no errors":       {`{"data":null,"errors":null}`, `{"kind":"malformed","detail":"The answer has neither \"node\" nor errors."}`},
		"nothing":                       {` `, `{"kind":"malformed","detail":"The answer is empty."}`},
		"HTML":                          {`<!DOCTYPE html><html>`, `{"kind":"malformed","detail":"The answer is HTML or XML."}`},
		"text":                          {`error code: 1015`, `{"kind":"malformed","detail":"The answer is not JSON: invalid character 'e' at start of value at byte 0."}`},
		"a list":                        {`[]`, `{"kind":"malformed","detail":"\"answer\" is not an object."}`},
		"a truncated row":               {rowsOf(`{"sum":{"minutesViewed":1}}`)[:60], `{"kind":"malformed","detail":"The answer ends before it is complete."}`},
		"a missing last brace":          {strings.TrimSuffix(rowsOf(``), "}"), `{"kind":"malformed","detail":"The answer ends before it is complete."}`},
		"more than one value":           {rowsOf(``) + `{}`, `{"kind":"malformed","detail":"There is something after the answer's end."}`},
		"text for a number":             {rowsOf(`{"sum":{"minutesViewed":"1"}}`), `{"kind":"malformed","detail":"\"sum.minutesViewed\" is not a number."}`},
		"a number for text":             {rowsOf(`{"dimensions":{"uid":1}}`), `{"kind":"malformed","detail":"\"dimensions.uid\" is not text."}`},
		"a list for a number":           {rowsOf(`{"sum":{"minutesViewed":[1]}}`), `{"kind":"malformed","detail":"\"sum.minutesViewed\" is not a number."}`},
		"a list for a block":            {rowsOf(`{"sum":[]}`), `{"kind":"malformed","detail":"\"sum\" is not an object."}`},
		"a null row":                    {rowsOf(`null`), `{"kind":"malformed","detail":"\"row\" is not an object."}`},
		"an object for the rows":        {`{"data":{"viewer":{"accounts":[{"node":{}}]}}}`, `{"kind":"malformed","detail":"\"rows\" is not a list."}`},
		"a number beyond float64":       {rowsOf(`{"sum":{"minutesViewed":1e400}}`), `{"kind":"malformed","detail":"\"sum.minutesViewed\" is out of the range of numbers."}`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(Decode(strings.NewReader(test.body), byCountry)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestTheSameFieldTwiceIsMalformed(t *testing.T) {
	for _, body := range []string{
		rowsOf(`{"sum":{"minutesViewed":1},"sum":{"minutesViewed":2}}`),
		rowsOf(`{"dimensions":{"uid":"a","\u0075id":"b"}}`),
		`{"data":{"viewer":{"accounts":[{"node":[{}],"node":[{}]}]}}}`,
	} {
		if _, refusal := Decode(strings.NewReader(body), byCountry); refusal == nil || refusal.Kind != Malformed {
			t.Errorf("%s: %+v", body, refusal)
		}
	}
}

func TestDecodeIsBounded(t *testing.T) {
	rows := io.MultiReader(strings.NewReader(strings.TrimSuffix(rowsOf(``), `]}]}},"errors":null}`)), &endless{text: strings.Repeat(`{},`, 10_000)})
	if _, refusal := Decode(rows, byCountry); refusal == nil || refusal.Detail != "The answer has more than 200000 rows." {
		t.Errorf("endless rows: %+v", refusal)
	}
	for _, text := range []string{`{"messages":"`, `{"data":{"viewer":{"accounts":[{"node":[{"dimensions":{"uid":"`, ` `} {
		body := io.MultiReader(strings.NewReader(text), &endless{text: " "})
		refusal := decode(&source{body: body, left: 10_000}, map[string]reading{"node": newRows(byCountry.Row).read})
		if refusal == nil || refusal.Kind != TooLarge {
			t.Errorf("%s: %+v", text, refusal)
		}
	}
}

// endless reads the same text for ever.
type endless struct {
	text string
	at   int
}

func (e *endless) Read(into []byte) (int, error) {
	n := copy(into, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

func TestDecodeSettings(t *testing.T) {
	settings, refusal := DecodeSettings(strings.NewReader(
		`{"data":{"viewer":{"accounts":[{"settings":{"a":{"enabled":true,"maxPageSize":10000},"b":null}}]}}}`))
	if refusal != nil || string(settings["a"]) != `{"enabled":true,"maxPageSize":10000}` || string(settings["b"]) != "null" {
		t.Errorf("%s %+v", settings, refusal)
	}
	if _, refusal := DecodeSettings(strings.NewReader(`{"data":{"viewer":{"accounts":[{"settings":[]}]}}}`)); refusal == nil {
		t.Error("a list is taken for settings")
	}
}

func TestTableAsJSON(t *testing.T) {
	text, err := json.Marshal(Table{Rows: 2, Columns: []Column{
		{Name: "sum.minutesViewed", Kind: Number, Values: []float64{math.NaN(), 1.5}},
		{Name: `a"b`, Kind: Text, Dictionary: []string{"x"}, Codes: []uint32{0, 0}},
		{Name: "none", Kind: Text, Dictionary: []string{}},
	}})
	want := `{"rows":2,"columns":[{"name":"sum.minutesViewed","kind":"number","values":[null,1.5]},` +
		`{"name":"a\"b","kind":"text","dictionary":["x"],"codes":[0,0]},` +
		`{"name":"none","kind":"text","dictionary":[],"codes":[]}]}`
	if err != nil || string(text) != want {
		t.Errorf("got  %s %v\nwant %s", text, err, want)
	}
}
