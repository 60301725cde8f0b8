package cloudflare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

// The laws of Decode, with encoding/json as the judge:
//
//	same     whatever the spacing, the escapes and the order of members, the table holds what encoding/json reads
//	whole    a body cut anywhere is malformed, never a shorter table
func TestDecodeLaws(t *testing.T) {
	t.Run("same", rapid.MakeCheck(func(t *rapid.T) {
		body := drawBody(t)
		table, refusal := Decode(strings.NewReader(body), byCountry)
		if refusal != nil {
			t.Fatalf("%s: %+v", body, refusal)
		}
		if got, want := show(table, nil), judged(t, body); got != want {
			t.Fatalf("%s\ngot\n%s\nwant\n%s", body, got, want)
		}
	}))
	t.Run("whole", rapid.MakeCheck(func(t *rapid.T) {
		body := strings.TrimSpace(drawBody(t))
		cut := rapid.IntRange(0, len(body)-1).Draw(t, "cut")
		if _, refusal := Decode(strings.NewReader(body[:cut]), byCountry); refusal == nil || refusal.Kind != Malformed {
			t.Fatalf("%s: %+v", body[:cut], refusal)
		}
	}))
}

// judged reads the rows by encoding/json and shows them as `show` does.
func judged(t *rapid.T, body string) string {
	var answer struct {
		Data struct {
			Viewer struct{ Accounts []map[string]json.RawMessage }
		}
	}
	var rows []struct {
		Sum        struct{ MinutesViewed *float64 }
		Dimensions struct{ UID, ClientCountryName string }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	if err := json.Unmarshal(answer.Data.Viewer.Accounts[0]["node"], &rows); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		minutes := math.NaN()
		if row.Sum.MinutesViewed != nil {
			minutes = *row.Sum.MinutesViewed
		}
		lines[i] = fmt.Sprintf("%v %q %q", minutes, row.Dimensions.UID, row.Dimensions.ClientCountryName)
	}
	return strings.Join(lines, "\n")
}

// drawBody writes an answer with errors before or after data, rows of every form, spaces and escapes anywhere.
func drawBody(t *rapid.T) string {
	rows := make([]string, rapid.IntRange(0, 8).Draw(t, "rows"))
	for i := range rows {
		rows[i] = drawObject(t,
			drawMember(t, "sum", drawBlock(t, drawMember(t, "minutesViewed", drawNumber(t)))),
			drawMember(t, "dimensions", drawBlock(t,
				drawMember(t, "uid", drawText(t)), drawMember(t, "clientCountryName", drawText(t)))),
			drawMember(t, "more", rapid.SampledFrom([]string{`1`, `[{"uid":"x"}]`, `{"sum":{"minutesViewed":"x"}}`}).Draw(t, "more")),
		)
	}
	members := rapid.Permutation([]string{
		`"data":{"viewer":{"accounts":[{"node":[` + strings.Join(rows, ",") + `]}]}}`,
		rapid.SampledFrom([]string{`"errors":null`, `"errors":[]`, `"messages":[]`}).Draw(t, "errors"),
	}).Draw(t, "members")
	body := []byte("{" + strings.Join(members, ",") + "}")
	if rapid.Bool().Draw(t, "indented") {
		var out bytes.Buffer
		if err := json.Indent(&out, body, "\t", " "); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	return string(body)
}

// drawObject has some of the members, in any order.
func drawObject(t *rapid.T, members ...string) string {
	kept := members[rapid.IntRange(0, len(members)).Draw(t, "absent"):]
	return "{" + strings.Join(rapid.Permutation(kept).Draw(t, "order"), ",") + "}"
}

func drawBlock(t *rapid.T, members ...string) string {
	if rapid.IntRange(0, 5).Draw(t, "null") == 0 {
		return "null"
	}
	return drawObject(t, members...)
}

func drawMember(t *rapid.T, name, value string) string { return drawEscapes(t, name) + ":" + value }

func drawText(t *rapid.T) string {
	if rapid.IntRange(0, 5).Draw(t, "null") == 0 {
		return "null"
	}
	return drawEscapes(t, rapid.OneOf(rapid.SampledFrom([]string{"", "US", "DE"}), rapid.String()).Draw(t, "text"))
}

// drawEscapes writes a JSON string, with all or only the needed characters escaped.
func drawEscapes(t *rapid.T, text string) string {
	if rapid.Bool().Draw(t, "escaped") {
		var out strings.Builder
		for _, unit := range utf16.Encode([]rune(text)) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
		return `"` + out.String() + `"`
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(quoted)
}

func drawNumber(t *rapid.T) string {
	number, err := json.Marshal(rapid.OneOf(
		rapid.Custom(func(t *rapid.T) any { return rapid.Uint64().Draw(t, "whole") }),
		rapid.Custom(func(t *rapid.T) any { return rapid.Float64().Draw(t, "float") }),
		rapid.Just(any(nil)),
	).Draw(t, "number"))
	if err != nil {
		t.Fatal(err)
	}
	return string(number)
}
