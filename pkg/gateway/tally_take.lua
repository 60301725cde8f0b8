-- Counts a request if it may be sent.
--   KEYS  a sorted set: requests by the time of their end, or of the latest end that is believed of those upstream, in ms
--         a hash: until when, and with which refusal, the API wants no request; which request is trying since
--   ARGV  span in ms, limit, the request; then requests of the same server and how many ms ago they ended, -1 for upstream
--   gives how many are left, how many ms to wait (0: it is counted), and a refusal if that is why
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local span, limit, one = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
for i = 4, #ARGV, 2 do
  local age = tonumber(ARGV[i + 1])
  redis.call('ZADD', KEYS[1], age < 0 and now + span or now - age, ARGV[i])
end
-- Times are cut to whole ms: one more is sure to have passed.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - span - 1)

local pause = redis.call('HMGET', KEYS[2], 'until', 'refusal', 'probe', 'probeUntil')
if pause[1] then
  if tonumber(pause[1]) > now then
    return { 0, pause[1] - now, pause[2] }
  end
  if pause[3] and tonumber(pause[4]) > now then
    return { 0, 1000, pause[2] }
  end
end

local sent = redis.call('ZCARD', KEYS[1])
if sent >= limit then
  local next = redis.call('ZRANGE', KEYS[1], sent - limit, sent - limit, 'WITHSCORES')
  return { 0, math.min(span, next[2] + span - now) + 1, '' }
end
redis.call('ZADD', KEYS[1], now + span, one)
redis.call('PEXPIRE', KEYS[1], 2 * span)
if pause[1] then
  redis.call('HSET', KEYS[2], 'probe', one, 'probeUntil', now + span)
end
return { limit - sent - 1, 0, '' }
