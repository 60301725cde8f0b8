-- Notes how a request has ended.
--   KEYS  as in tally_take.lua
--   ARGV  span in ms, the request, "answered", "unsent", "depleted" or nothing; then the pause that the API asks for in ms,
--         and its refusal
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local span, one, how = tonumber(ARGV[1]), ARGV[2], ARGV[3]

if how == 'unsent' then
  redis.call('ZREM', KEYS[1], one)
else
  redis.call('ZADD', KEYS[1], now, one)
  redis.call('PEXPIRE', KEYS[1], 2 * span)
end

local known = redis.call('HMGET', KEYS[2], 'until', 'probe')
if how == 'depleted' then
  local pause = tonumber(ARGV[4])
  if now + pause > tonumber(known[1] or 0) then
    redis.call('HSET', KEYS[2], 'until', now + pause, 'refusal', ARGV[5])
  end
  redis.call('PEXPIRE', KEYS[2], pause + 2 * span)
end
if known[2] == one then
  if how == 'answered' then
    redis.call('DEL', KEYS[2])
  else
    redis.call('HDEL', KEYS[2], 'probe', 'probeUntil')
  end
end
