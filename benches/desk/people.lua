-- What `wrk` does as the people of a desk: each thread is one person with a session of their own and one connection.
--
-- WHAT     static: a page without a session; today: Oggi; claim: Prendi il prossimo and giving it back, by turns
-- PEOPLE   a Lua file that returns a list of { cookie =, token =, territory = }
-- PAUSE    milliseconds between an answer and the next act; 0: none
--
-- Writes one line: answers, microseconds in all, and those of the percentiles 50, 99, 99.5 and 100; or what went wrong.

local what, pause = os.getenv("WHAT"), tonumber(os.getenv("PAUSE"))
local threads = {}
wrong = ""

function setup(thread)
  table.insert(threads, thread)
  thread:set("which", #threads)
  thread:set("of", tonumber(os.getenv("COUNT")))
end

local me, held, asked_before

function init()
  if what ~= "static" then me = dofile(os.getenv("PEOPLE"))[which] end
end

if pause > 0 then
  -- People do not act in step.
  function delay()
    if asked_before then return pause end
    asked_before = true
    return math.floor(pause * which / of)
  end
end

local function post(path, fields)
  local headers = {
    ["cookie"] = me.cookie,
    ["sec-fetch-site"] = "same-origin",
    ["content-type"] = "application/x-www-form-urlencoded",
  }
  return wrk.format("POST", path, headers, "token=" .. me.token .. fields)
end

function request()
  if what == "static" then return wrk.format("GET", "/") end
  if what == "today" then return wrk.format("GET", "/today", { ["cookie"] = me.cookie }) end
  if held then return post(held .. "/release", "") end
  return post("/today/next", "&territory=" .. me.territory .. "&language=")
end

if what == "claim" then
  function response(status, headers)
    local location = headers["location"] or ""
    if held then
      held = nil
    elseif location:match("^/call/") then
      held = location
    else
      wrong = "no row was given: " .. status .. " " .. location
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  if failed > 0 then wrong = failed .. " requests failed" end
  for _, thread in ipairs(threads) do
    local said = thread:get("wrong")
    if said ~= "" then wrong = said end
  end
  if wrong ~= "" then
    io.write("wrong: " .. wrong .. "\n")
    return
  end
  io.write(string.format(
    "told: %d %d %d %d %d %d\n",
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.5), latency.max
  ))
end
