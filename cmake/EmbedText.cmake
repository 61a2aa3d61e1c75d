# embed_text(OUTPUT SYMBOL DIRECTORY FILE...)
#
# Write a C file that defines `const struct text_file SYMBOL[]` (program/text.h). It
# holds the contents of the files, under their paths relative to DIRECTORY. The build
# runs this file as a script (cmake -P) to write it, so the next build embeds a changed
# file again.
function(embed_text output symbol directory)
	string(REPLACE ";" "|" files "${ARGN}")
	set(sources ${ARGN})
	list(TRANSFORM sources PREPEND ${directory}/)
	add_custom_command(OUTPUT ${output}
		COMMAND ${CMAKE_COMMAND} -D OUTPUT=${output} -D SYMBOL=${symbol}
			-D DIRECTORY=${directory} -D "FILES=${files}"
			-P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
		DEPENDS ${sources} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
		VERBATIM)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
	set(code "/* Made by cmake/EmbedText.cmake. */\n#include \"program/text.h\"\n\n#include <stddef.h>\n\n")
	set(table "const struct text_file ${SYMBOL}[] = {\n")
	string(REPLACE "|" ";" files "${FILES}")
	set(number 0)
	foreach(file ${files})
		file(READ ${DIRECTORY}/${file} bytes HEX)
		string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
		string(APPEND code "static const char file_${number}[] = {\n${bytes}0};\n")
		string(APPEND table "\t{\"${file}\", file_${number}},\n")
		math(EXPR number "${number} + 1")
	endforeach()
	file(WRITE ${OUTPUT} "${code}\n${table}\t{NULL, NULL},\n};\n")
endif()
