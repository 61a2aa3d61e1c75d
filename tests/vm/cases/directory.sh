# title: a current directory that is deleted, or has a path of more than 256 bytes: no matter
# limit: 60
mkdir gone
(cd gone && rmdir ../gone && exec "$BUILD/skbclone" perf-output -q --no-cache -- "$BUILD/workload" 3) > run.out 2>run.err
equal "the rows" "$(rows run)" 3
deep=$PWD/$(printf '%0200d/%0200d' 1 2)
mkdir -p "$deep"
(cd "$deep" && exec "$BUILD/skbclone" trace-fields -q --no-cache -- "$BUILD/workload" 3) > run.out 2>run.err
equal "the rows" "$(rows run)" 3
