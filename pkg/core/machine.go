package core

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/grafana/sobek"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/gateway"
)

// maxCallStack bounds recursion within the core, in frames.
const maxCallStack = 5_000

// machine is one engine with the bundle loaded.
type machine struct {
	runtime *sobek.Runtime
	core    *sobek.Object
	parse   sobek.Callable
	// broken says that a call ended in an error, so that what it left behind is not known.
	broken bool
}

func newMachine(program *sobek.Program) (*machine, error) {
	m := &machine{runtime: sobek.New()}
	m.runtime.SetMaxCallStackSize(maxCallStack)
	if _, err := m.runtime.RunProgram(program); err != nil {
		return nil, fmt.Errorf("core: %w", err)
	}
	exports := m.runtime.Get("StreamCore")
	if exports == nil {
		return nil, errors.New("core: the bundle defines no StreamCore")
	}
	m.core = exports.ToObject(m.runtime)
	m.parse, _ = sobek.AssertFunction(m.runtime.Get("JSON").ToObject(m.runtime).Get("parse"))
	return m, nil
}

// call runs what uses the engine, for so long at most. An exception, a panic or running out of time is its error, and
// the machine is not used again.
func (m *machine) call(timeout time.Duration, use func() error) (err error) {
	timer := time.AfterFunc(timeout, func() { m.runtime.Interrupt(fmt.Sprintf("took longer than %v", timeout)) })
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
		// A timer that cannot be stopped interrupts whatever the engine runs next.
		if !timer.Stop() || err != nil {
			m.broken = true
		}
	}()
	return use()
}

// function calls one of the core's exports.
func (m *machine) function(name string, arguments ...sobek.Value) (*sobek.Object, error) {
	function, ok := sobek.AssertFunction(m.core.Get(name))
	if !ok {
		return nil, fmt.Errorf("the core exports no %s", name)
	}
	value, err := function(sobek.Undefined(), arguments...)
	if err != nil {
		return nil, err
	}
	return value.ToObject(m.runtime), nil
}

// json makes a value of valid JSON. It panics on other text; call recovers.
func (m *machine) json(text []byte) sobek.Value {
	value, err := m.parse(sobek.Undefined(), m.runtime.ToValue(string(text)))
	if err != nil {
		panic(err)
	}
	return value
}

// export copies a value out of the engine by its JSON, with numbers as they stand where the target is an `any`.
func (m *machine) export(value sobek.Value, target any) error {
	text, err := jsonOf(value)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(target)
}

// reply makes a value of a reply; its columns are typed arrays.
func (m *machine) reply(reply gateway.Reply) (sobek.Value, error) {
	object := m.runtime.NewObject()
	fields := map[string]any{"id": reply.ID, "queries": reply.Queries}
	if reply.BudgetLeft != nil {
		fields["budgetLeft"] = *reply.BudgetLeft
	}
	if reply.Table != nil {
		table, err := m.table(reply.Table)
		if err != nil {
			return nil, err
		}
		fields["table"] = table
	} else {
		refusal, err := m.plain(reply.Refusal)
		if err != nil {
			return nil, err
		}
		fields["refusal"] = refusal
	}
	if reply.Stale != nil {
		stale, err := m.plain(reply.Stale)
		if err != nil {
			return nil, err
		}
		fields["stale"] = stale
	}
	return object, set(object, fields)
}

// plain makes a value of what can be written as JSON.
func (m *machine) plain(value any) (sobek.Value, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return m.json(text), nil
}

func (m *machine) table(table *cloudflare.Table) (*sobek.Object, error) {
	columns := make([]any, len(table.Columns))
	for i := range table.Columns {
		column, err := m.column(&table.Columns[i])
		if err != nil {
			return nil, err
		}
		columns[i] = column
	}
	object := m.runtime.NewObject()
	return object, set(object, map[string]any{"rows": table.Rows, "columns": m.runtime.NewArray(columns...)})
}

func (m *machine) column(column *cloudflare.Column) (*sobek.Object, error) {
	object := m.runtime.NewObject()
	if column.Kind == cloudflare.Number {
		values, err := m.typedArray("Float64Array", float64Bytes(column.Values))
		if err != nil {
			return nil, err
		}
		return object, set(object, map[string]any{"name": column.Name, "kind": "number", "values": values})
	}
	codes, err := m.typedArray("Uint32Array", uint32Bytes(column.Codes))
	if err != nil {
		return nil, err
	}
	dictionary := make([]any, len(column.Dictionary))
	for i, text := range column.Dictionary {
		dictionary[i] = text
	}
	return object, set(object, map[string]any{
		"name": column.Name, "kind": "text", "dictionary": m.runtime.NewArray(dictionary...), "codes": codes,
	})
}

func (m *machine) typedArray(constructor string, bytes []byte) (*sobek.Object, error) {
	return m.runtime.New(m.runtime.Get(constructor), m.runtime.ToValue(m.runtime.NewArrayBuffer(bytes)))
}

// float64Bytes copies, since tables are shared between queries and an engine could write to its arrays.
func float64Bytes(values []float64) []byte {
	bytes := make([]byte, 0, 8*len(values))
	for _, value := range values {
		bytes = binary.NativeEndian.AppendUint64(bytes, math.Float64bits(value))
	}
	return bytes
}

func uint32Bytes(values []uint32) []byte {
	bytes := make([]byte, 0, 4*len(values))
	for _, value := range values {
		bytes = binary.NativeEndian.AppendUint32(bytes, value)
	}
	return bytes
}

func set(object *sobek.Object, fields map[string]any) error {
	for name, value := range fields {
		if err := object.Set(name, value); err != nil {
			return err
		}
	}
	return nil
}
