// Package redistest starts a real Redis or Valkey for tests.
package redistest

import (
	"context"
	"net"
	"os/exec"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Server is one, on a free port of this machine, that keeps nothing on disk.
type Server struct {
	t         *testing.T
	binary    string
	port      string
	arguments []string
	command   *exec.Cmd
}

// Start skips the test where there is none.
func Start(t *testing.T, arguments ...string) *Server {
	t.Helper()
	for _, name := range []string{"valkey-server", "redis-server"} {
		if binary, err := exec.LookPath(name); err == nil {
			s := &Server{t: t, binary: binary, port: FreePort(t), arguments: arguments}
			s.Restart()
			t.Cleanup(s.Kill)
			return s
		}
	}
	t.Skip("There is no valkey-server and no redis-server on the PATH, so what several Grafana servers share is not tested. " +
		"Debian has packages of both names.")
	return nil
}

// FreePort gives a port that nobody listens at.
func FreePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

// URL is the server's address.
func (s *Server) URL() string { return "redis://127.0.0.1:" + s.port }

// Kill ends the server, and all that it knows.
func (s *Server) Kill() {
	if s.command != nil {
		_ = s.command.Process.Kill()
		_ = s.command.Wait()
		s.command = nil
	}
}

// Restart starts the server at the same address, and waits until it answers.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	s.command = exec.Command(s.binary, append([]string{
		"--port", s.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", s.t.TempDir(),
	}, s.arguments...)...)
	if err := s.command.Start(); err != nil {
		s.t.Fatal(err)
	}
	for range 3000 {
		if connection, err := net.Dial("tcp", "127.0.0.1:"+s.port); err == nil {
			_ = connection.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.t.Fatalf("%s does not answer", s.binary)
}

// Keys gives all that the server holds, by their names.
func (s *Server) Keys() []string {
	s.t.Helper()
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + s.port})
	defer func() { _ = client.Close() }()
	keys, err := client.Keys(context.Background(), "*").Result()
	if err != nil {
		s.t.Fatal(err)
	}
	return keys
}
