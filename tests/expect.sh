# shellcheck shell=bash
# Assertions of the shell tests. If one fails, it prints the output files and ends the test.

fail() {
	echo "expected: $*"
	local file
	for file in *.err *.out; do
		[[ -f $file ]] || continue
		echo "--- $file, its last lines"
		tail -n 8 "$file"
	done
	exit 1
}

equal() { # WHAT GOT WANTED
	[[ $2 == "$3" ]] || fail "$1 to be '$3', it is '$2'"
}

contains() { # FILE TEXT
	[[ $(<"$1") == *"$2"* ]] || fail "'$2' in $1"
}
