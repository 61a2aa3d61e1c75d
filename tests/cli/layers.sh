# Each folder of src/ can include the headers of the folders that docs/architecture.md
# names for it, and no others. Only the files that the document names write to stdout and
# stderr.
top=$here/../..
allowed() { # FOLDER: print it and all folders that it may use, also indirectly
	local folder
	echo "$1"
	for folder in $(sed -n "s/^| \`$1\` *|[^|]*| *\([^|]*[^| ]\) *|.*/\1/p" "$top/docs/architecture.md" | tr -d ','); do
		[[ $folder == – ]] || allowed "$folder"
	done
}
compiles() { # HEADER: can $folder include it?
	local paths
	mapfile -t paths < <(sed 's/^/-I/' "$BUILD/headers/$folder.sees")
	echo "#include \"$1\"" |
		gcc -std=c11 -D_GNU_SOURCE -fsyntax-only "${paths[@]}" -x c - 2>compiles.err
}
folders=$(cd "$top/src" && ls -d */ | tr -d / | grep -v skbclone-cc)
equal "the number of folders" "$(wc -w <<<"$folders")" 8
for folder in $folders; do
	seen=$(allowed "$folder" | sort -u)
	for other in $folders; do
		header=$(cd "$top/src" && ls "$other"/*.h | head -n 1)
		if grep -qx "$other" <<<"$seen"; then
			compiles "$header" || fail "$folder/ to see $header"
		else
			! compiles "$header" || fail "$folder/ not to see $header"
			contains compiles.err "No such file"
		fi
	done
done
! grep -rn '#include "\.\.' "$top/src" || fail "no include to go up by ../"

# The lower folders link neither printf(3) nor the streams. Few files name STDERR_FILENO.
for folder in base event host program source session; do
	nm -u "$BUILD/src/lib$folder.a" 2>/dev/null | grep -wE 'stdout|stderr|_*printf(_chk)?|puts|putchar|perror' >symbols.out || continue
	fail "$folder/ to leave stdout and stderr alone"
done
equal "who names STDERR_FILENO" "$(cd "$top/src" && grep -rl STDERR_FILENO base event host output program source session cmd | sort | tr '\n' ' ')" \
	"base/log.c cmd/trial.c host/helper.c program/compile.c program/quiet.c session/child.c "

# environment.c keeps every variable that is read.
for variable in $(cd "$top/src" && grep -rhoE 'getenv\("[A-Z_]+"\)' . | tr -dc 'A-Z_\n' | sort -u); do
	grep -q "\"$variable\"" "$top/src/base/environment.c" || fail "environment.c to keep $variable"
done
