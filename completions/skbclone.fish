# fish completion of skbclone(8)
set -l subcommands trace-fields perf-output count doctor selftest help
set -l tracing '__fish_seen_subcommand_from trace-fields perf-output count'
set -l rows '__fish_seen_subcommand_from trace-fields perf-output'
set -l first "not __fish_seen_subcommand_from $subcommands"

complete -c skbclone -f
complete -c skbclone -n $first -a trace-fields -d 'each call, by bpf_trace_printk() and trace_pipe'
complete -c skbclone -n $first -a perf-output -d 'each call, by BPF_PERF_OUTPUT and perf rings'
complete -c skbclone -n $first -a count -d 'only the totals of each process'
complete -c skbclone -n $first -a doctor -d 'can this machine run it?'
complete -c skbclone -n $first -a selftest -d 'make a known number of calls and check every count'
complete -c skbclone -n $first -a help -d 'the help of a subcommand'
complete -c skbclone -n '__fish_seen_subcommand_from help' -a "$subcommands"
complete -c skbclone -s h -l help -d 'print a help text'
complete -c skbclone -s V -l version -d 'print the version'
complete -c skbclone -n $tracing -s p -l pid -x -a '(__fish_complete_pids)' -d 'only this process'
complete -c skbclone -n $tracing -s n -l comm -x -d 'only threads of exactly this name'
complete -c skbclone -n $tracing -s P -l per-process -d 'COUNT counts each process on its own'
complete -c skbclone -n $tracing -s a -l all -d 'with COMMAND: every process'
complete -c skbclone -n $tracing -s u -l user -x -a '(__fish_complete_users)' -d 'run COMMAND as this user'
complete -c skbclone -n $tracing -s d -l duration -x -d 'end after so many seconds'
complete -c skbclone -n $tracing -s f -l format -x -a 'table json csv' -d 'form of the rows'
complete -c skbclone -n $tracing -s o -l output -r -F -d 'write the rows to a file'
complete -c skbclone -n $tracing -l force -d 'overwrite the file'
complete -c skbclone -n $tracing -l strict -d 'status 5 if a single call was lost'
complete -c skbclone -n $tracing -l no-cache -d 'compile anew'
complete -c skbclone -n $tracing -l print-program -d 'print the BPF text, and exit'
complete -c skbclone -n $tracing -s q -l quiet -d 'no banner, no summary'
complete -c skbclone -n $tracing -s v -l verbose -d 'messages of libbcc and the verifier too'
complete -c skbclone -n $rows -s M -l max-events -x -d 'end after exactly so many rows'
complete -c skbclone -n '__fish_seen_subcommand_from perf-output' -s b -l buffer-pages -x -d 'pages of each ring'
complete -c skbclone -n '__fish_seen_subcommand_from count' -s i -l interval -x -d 'totals every so many seconds'
complete -c skbclone -n '__fish_seen_subcommand_from doctor' -s f -l format -x -a 'table json' -d 'form'
