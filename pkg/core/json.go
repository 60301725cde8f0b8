package core

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"

	"github.com/grafana/sobek"
)

// jsonOf writes a plain value as JSON.stringify does. The engine's own writes some numbers as their neighbour, one in some
// thousands of those with a fraction, and a rule would not have the numbers of the panel.
func jsonOf(value sobek.Value) ([]byte, error) {
	var out writer
	out.encoder = json.NewEncoder(&out.Buffer)
	out.encoder.SetEscapeHTML(false)
	err := out.value(value)
	return out.Bytes(), err
}

type writer struct {
	bytes.Buffer
	encoder *json.Encoder
}

func (w *writer) value(value sobek.Value) error {
	object, isObject := value.(*sobek.Object)
	switch {
	case !isObject:
		return w.primitive(value)
	case object.ClassName() == "Array":
		return w.array(object)
	default:
		return w.object(object)
	}
}

func (w *writer) object(object *sobek.Object) error {
	before := byte('{')
	for _, key := range object.Keys() {
		member := object.Get(key)
		if sobek.IsUndefined(member) {
			continue
		}
		w.WriteByte(before)
		before = ','
		if err := w.plain(key); err != nil {
			return err
		}
		w.WriteByte(':')
		if err := w.value(member); err != nil {
			return err
		}
	}
	if before == '{' {
		w.WriteByte('{')
	}
	w.WriteByte('}')
	return nil
}

func (w *writer) array(array *sobek.Object) error {
	w.WriteByte('[')
	for i := range array.Get("length").ToInteger() {
		if i > 0 {
			w.WriteByte(',')
		}
		if err := w.value(array.Get(strconv.FormatInt(i, 10))); err != nil {
			return err
		}
	}
	w.WriteByte(']')
	return nil
}

func (w *writer) primitive(value sobek.Value) error {
	if value == nil { // where an array has a hole
		return w.plain(nil)
	}
	plain := value.Export()
	if number, ok := plain.(float64); ok && (math.IsNaN(number) || math.IsInf(number, 0)) {
		plain = nil
	}
	return w.plain(plain)
}

func (w *writer) plain(value any) error {
	err := w.encoder.Encode(value)
	w.Truncate(max(0, w.Len()-1)) // The line that it ends.
	return err
}
