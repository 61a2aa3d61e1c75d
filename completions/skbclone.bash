# bash completion of skbclone(8)
_skbclone() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local subcommands='trace-fields perf-output count doctor selftest help'
	local subcommand=${COMP_WORDS[1]} options i
	local tracing='--pid --comm --per-process --all --user --duration --format --output --force
		--strict --no-cache --print-program --quiet --verbose --help --version'

	if [[ $COMP_CWORD -eq 1 ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$subcommands --help --version" -- "$current")
		return
	fi
	for ((i = 2; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} != -- ]] || { _skbclone_command "$((i + 1))"; return; }
	done
	case $subcommand in
	trace-fields) options="$tracing --max-events" ;;
	perf-output) options="$tracing --max-events --buffer-pages" ;;
	count) options="$tracing --interval" ;;
	doctor) options='--format --help --version' ;;
	selftest) options='--help --version' ;;
	help) options=$subcommands ;;
	*) return ;;
	esac
	case $previous in
	-f | --format)
		[[ $subcommand == doctor ]] && options='table json' || options='table json csv' ;;
	-o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
	-u | --user) mapfile -t COMPREPLY < <(compgen -u -- "$current"); return ;;
	-p | --pid) mapfile -t COMPREPLY < <(compgen -W "$(ps -eo pid= 2>/dev/null)" -- "$current"); return ;;
	-n | --comm | -d | --duration | -M | --max-events | -i | --interval | -b | --buffer-pages) return ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
}

# Behind --: as the command's own completion has it, where bash-completion is there.
_skbclone_command() { # ITS_INDEX
	if declare -F _command_offset >/dev/null; then
		_command_offset "$1"
	else
		mapfile -t COMPREPLY < <(compgen -c -- "${COMP_WORDS[COMP_CWORD]}")
	fi
}

complete -F _skbclone skbclone
