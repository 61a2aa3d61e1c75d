# Make the shell completions and the manual from the table of options. The tool for that
# is src/cmd/describe.c. A cross build needs CMAKE_CROSSCOMPILING_EMULATOR to run it.
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
	message(STATUS "no emulator for the target: no completions, no manual")
	return()
endif()

# describe(FORM TEMPLATE OUTPUT): make OUTPUT in the build tree. FORM is bash, zsh, fish or
# man.
function(describe form template output)
	add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${output}
		COMMAND describe ${form} <${CMAKE_SOURCE_DIR}/${template} >${CMAKE_BINARY_DIR}/${output}
		DEPENDS describe ${template})
	set(described ${described} ${CMAKE_BINARY_DIR}/${output} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/completions)
describe(bash completions/skbclone.bash.in completions/skbclone)
describe(zsh completions/skbclone.zsh.in completions/_skbclone)
describe(fish completions/skbclone.fish.in completions/skbclone.fish)
describe(man docs/skbclone.8.in skbclone.8)
add_custom_target(descriptions ALL DEPENDS ${described})

install(FILES ${CMAKE_BINARY_DIR}/skbclone.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(FILES ${CMAKE_BINARY_DIR}/completions/skbclone
	DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${CMAKE_BINARY_DIR}/completions/skbclone.fish
	DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# Debian's zsh looks into vendor-completions below /usr.
install(CODE "
	set(from \"${CMAKE_BINARY_DIR}/completions/_skbclone\")
	set(data \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}\")
	if(CMAKE_INSTALL_PREFIX MATCHES \"/usr/?\$\")
		file(COPY \${from} DESTINATION \${data}/zsh/vendor-completions)
	else()
		file(COPY \${from} DESTINATION \${data}/zsh/site-functions)
	endif()")
