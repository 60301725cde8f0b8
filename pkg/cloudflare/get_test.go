package cloudflare

import (
	"strings"
	"testing"
)

func TestAnswersOverREST(t *testing.T) {
	fields := []Field{{Key: "uid", Kind: AnyText}, {Key: "meta", Kind: Block, Fields: []Field{{Key: "name", Kind: AnyText}}}, {Key: "size", Kind: Number}}
	for name, test := range map[string]struct {
		body string
		way  []string
		want string
	}{
		"a list":                 {`{"result":[{"uid":"a","meta":{"name":"A"},"size":1},{"uid":"b"}],"success":true}`, []string{"result"}, `"a" "A" 1|"b" "" NaN`},
		"a list further in":      {`{"success":true,"result":{"total":"1","videos":[{"uid":"a"}]}}`, []string{"result", "videos"}, `"a" "" NaN`},
		"an object":              {`{"result":{"size":2,"more":{"deep":[1]}},"errors":[]}`, []string{"result"}, `"" "" 2`},
		"the answer itself":      {`{"size":3}`, nil, `"" "" 3`},
		"text of other kinds":    {`{"result":[{"uid":7,"meta":{"name":["x"]}},{"uid":true,"meta":null}]}`, []string{"result"}, `"" "" NaN|"true" "" NaN`},
		"no rows":                {`{"result":[],"success":true}`, []string{"result"}, ``},
		"errors":                 {`{"result":null,"success":false,"errors":[{"code":10000,"message":"m"}]}`, []string{"result"}, `{"kind":"answer","errors":[{"message":"m","code":10000}]}`},
		"failure without errors": {`{"result":[],"success":false}`, []string{"result"}, `{"kind":"answer"}`},
		"nothing":                {`{"success":true,"result":null}`, []string{"result"}, `{"kind":"malformed","detail":"The answer has neither \"result\" nor errors."}`},
		"a number as text":       {`{"result":[{"size":"1"}]}`, []string{"result"}, `{"kind":"malformed","detail":"\"size\" is not a number."}`},
		"HTML":                   {`<html>`, []string{"result"}, `{"kind":"malformed","detail":"The answer is HTML or XML."}`},
		"something behind":       {`{"result":[]} 1`, []string{"result"}, `{"kind":"malformed","detail":"There is something after the answer's end."}`},
		"a truncated list":       {`{"result":[{"uid":"a"}`, []string{"result"}, `{"kind":"malformed","detail":"The answer ends before it is complete."}`},
	} {
		t.Run(name, func(t *testing.T) {
			table, refusal := DecodeRows(strings.NewReader(test.body), test.way, fields)
			if got := strings.ReplaceAll(show(table, refusal), "\n", "|"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
