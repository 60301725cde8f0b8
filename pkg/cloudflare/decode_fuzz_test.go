package cloudflare

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzDecode holds that any bytes give a table whose columns are as long as they should be, or a refusal, and that a
// table is given to valid JSON alone. Found bodies are kept in testdata/fuzz.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		rowsOf(`{"sum":{"minutesViewed":2234},"dimensions":{"uid":"73c5","clientCountryName":"US"}}`),
		rowsOf(`{"sum":null,"dimensions":{"u\u0069d":"\ud83d\ude00"},"more":[{}]},{}`),
		`{"errors":[{"message":"m","path":["viewer",0],"extensions":{"code":"authz"}}],"data":null}`,
		`{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null}`,
		`{"data":{"viewer":{"accounts":[]}}}`,
		`<html>`, ``, `null`, `[[[[`, `{"data":{"viewer":{"accounts":[{"node":[{"sum":{"minutesViewed":1e999}}]}]}}}`,
		"\xff{\"data\":\"\xff\"}", strings.Repeat("[", 20_000),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		table, refusal := Decode(bytes.NewReader(body), byCountry)
		if (table == nil) == (refusal == nil) {
			t.Fatalf("table %v, refusal %v", table, refusal)
		}
		if table == nil {
			return
		}
		for _, column := range table.Columns {
			if len(column.Values)+len(column.Codes) != table.Rows {
				t.Fatalf("%d rows, and in %s %d", table.Rows, column.Name, len(column.Values)+len(column.Codes))
			}
			for _, code := range column.Codes {
				if int(code) >= len(column.Dictionary) {
					t.Fatalf("code %d of a dictionary of %d", code, len(column.Dictionary))
				}
			}
		}
	})
}
