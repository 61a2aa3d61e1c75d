# title: skbclone works in a deleted current directory, and in one whose path is longer than 256 bytes
mkdir gone
(cd gone && rmdir ../gone && exec "$BUILD/skbclone" perf-output -q --no-cache -- "$BUILD/workload" 3) > run.out 2>run.err
equal "the rows" "$(rows run)" 3
deep=$PWD/$(printf '%0200d/%0200d' 1 2)
mkdir -p "$deep"
(cd "$deep" && exec "$BUILD/skbclone" trace-fields -q --no-cache -- "$BUILD/workload" 3) > run.out 2>run.err
equal "the rows" "$(rows run)" 3
