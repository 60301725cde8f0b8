package core

import "testing"

// BenchmarkStart is what a process and each further engine take before the first query.
func BenchmarkStart(b *testing.B) {
	b.Run("pool", func(b *testing.B) {
		for b.Loop() {
			if _, err := NewPool(Bundle, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("engine", func(b *testing.B) {
		pool, err := NewPool(Bundle, Options{})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := newMachine(pool.program); err != nil {
				b.Fatal(err)
			}
		}
	})
}
