package commons

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

const (
	// patience bounds what anybody waits for the store, a connection included.
	patience = 100 * time.Millisecond
	// checkTimeout bounds a look for the store that nobody waits for, and the health check's.
	checkTimeout = 2 * time.Second
	// firstRest is how long a store is left alone that did not answer; it doubles up to longestRest until it does.
	firstRest   = time.Second
	longestRest = 30 * time.Second
)

// Store is a connection to a Redis or Valkey. It is safe for concurrent use.
type Store struct {
	client   *redis.Client
	name     string
	patience time.Duration
	// greeted is closed once the store was looked for for the first time; until grace it is worth waiting for that.
	greeted chan struct{}
	grace   time.Time

	mu sync.Mutex
	// away says why the store is not used; nil if it is.
	away   error
	rest   time.Duration
	timer  *time.Timer
	losses int
	closed bool
}

var errSought = errors.New("it is being connected to")

var quiet = sync.OnceFunc(logging.Disable) // The library would write to standard error.

// Open makes a store of an address such as "redis://user@host:6379/0", or "rediss://…" for TLS, and looks for it. The error
// says what is wrong with the address.
func Open(address, password string) (*Store, error) {
	quiet()
	options, err := redis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	s := &Store{name: options.Addr, greeted: make(chan struct{}), away: errSought}
	s.Bear(patience)
	options.Password = password
	options.MaxRetries = -1
	options.DialTimeout, options.DialerRetries = checkTimeout, 1
	options.ReadTimeout, options.WriteTimeout, options.PoolTimeout = checkTimeout, checkTimeout, checkTimeout
	options.ContextTimeoutEnabled = true
	options.DisableIdentity = true
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	options.OnConnect = func(context.Context, *redis.Conn) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.losses++ // It may be another server behind the same name, or one that has lost what it knew.
		return nil
	}
	s.client = redis.NewClient(options)
	go func() {
		defer close(s.greeted)
		s.seek()
	}()
	return s, nil
}

// Bear sets for how long anybody waits for the store, in place of what is usual. It must be called before the store is used.
func (s *Store) Bear(patience time.Duration) {
	s.patience, s.grace = patience, time.Now().Add(patience)
}

// Name is the store's host and port.
func (s *Store) Name() string { return s.name }

// Use lets f use the store, for so long that nobody minds. False if the store is away or f failed: whoever asks gets on
// without it.
func (s *Store) Use(ctx context.Context, f func(context.Context, *redis.Client) error) bool {
	if !s.isThere(ctx) {
		return false
	}
	bounded, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	switch err := f(bounded, s.client); {
	case err == nil:
		s.mu.Lock()
		s.rest = 0
		s.mu.Unlock()
		return true
	case ctx.Err() != nil: // Who asked has gone.
		return false
	default:
		s.lose(err)
		return false
	}
}

func (s *Store) isThere(ctx context.Context) bool {
	if wait := time.Until(s.grace); wait > 0 {
		select {
		case <-s.greeted:
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.away == nil
}

// Losses grows whenever the store may have lost what it was told.
func (s *Store) Losses() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.losses
}

// Check looks for the store now, whatever was known of it. Nil if it is there.
func (s *Store) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	return s.client.Ping(ctx).Err()
}

// Close ends the connection.
func (s *Store) Close() {
	s.mu.Lock()
	s.closed = true
	if s.timer != nil {
		s.timer.Stop()
	}
	s.mu.Unlock()
	_ = s.client.Close()
}

// lose takes notice of a store that did not do what it was asked.
func (s *Store) lose(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.losses++
	if s.away == nil && !s.closed {
		backend.Logger.Warn("Shared cache is away: this server counts and remembers alone", "address", s.name, "error", err)
		s.leaveAlone(err)
	}
}

func (s *Store) leaveAlone(err error) {
	s.away = err
	s.rest = min(max(2*s.rest, firstRest), longestRest)
	s.timer = time.AfterFunc(s.rest, s.seek)
}

// seek finds out whether the store is there, and does so again later if not.
func (s *Store) seek() {
	err := s.Check(context.Background())
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
	case err != nil:
		s.leaveAlone(err)
	default:
		backend.Logger.Info("Shared cache is in use", "address", s.name)
		s.away = nil
	}
}
