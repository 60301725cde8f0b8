package gateway

import "testing"

func TestWhoAsksIsTheHostsToSayAndNobodyPassesForARule(t *testing.T) {
	for name, test := range map[string]struct {
		ask  Ask
		want Caller
	}{
		"a panel":                {Ask{Caller: CallerNamed("panel")}, Panel},
		"explore":                {Ask{Caller: CallerNamed("explore")}, Panel},
		"nobody":                 {Ask{Caller: CallerNamed("")}, Panel},
		"a variable":             {Ask{Caller: CallerNamed("variable")}, Variable},
		"a browser, as a rule":   {Ask{Caller: CallerNamed("alert")}, Panel},
		"a rule":                 {Ask{Caller: Alert}, Alert},
		"a panel that has names": {Ask{Caller: Panel, Purpose: "names"}, Name},
		"another purpose":        {Ask{Caller: Variable, Purpose: "numbers"}, Variable},
	} {
		if got := test.ask.caller(); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
