# title: with a limit of no locked memory, root can trace, and the command keeps the limit
# variants: perf-output trace-fields count
(ulimit -l 0; exec "$BUILD/skbclone" $VARIANT -f json -- sh -c "ulimit -l >limit; exec '$BUILD/workload' 50 2") >run.out 2>run.err
contains run.out '"calls":50,"shown":50,"lost":0'
equal "the command's limit" "$(cat limit)" 0
