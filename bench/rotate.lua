-- Asks what a file lists, one line after the other and again from the first: the target of a request, a tab, what it accepts.
-- With a second argument each request carries a comment of its own, so that no server has seen its text before.
local requests, targets, mark, place, count = {}, {}, nil, 0, 0

function init(arguments)
   mark = arguments[2]
   for line in io.lines(arguments[1]) do
      local target, accept = line:match("^(.-)\t(.*)$")
      targets[#targets + 1] = { target, { Accept = accept } }
      requests[#requests + 1] = wrk.format("GET", target, { Accept = accept })
   end
end

function request()
   place = place % #requests + 1
   if mark == nil then
      return requests[place]
   end
   count = count + 1
   return wrk.format("GET", targets[place][1] .. "%0A%23" .. mark .. count, targets[place][2])
end

function done(summary, latency)
   local errors = summary.errors
   local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
   io.write(string.format('{"answers": %d, "seconds": %f, "failed": %d, "median": %f, "p95": %f}\n', summary.requests, summary.duration / 1e6,
      failed, latency:percentile(50) / 1e6, latency:percentile(95) / 1e6))
end
