# Install the documents, and describe the .deb that cpack(1) makes.
install(FILES LICENSE README.md README.zh-CN.md CHANGELOG.md CONTRIBUTING.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES contrib/skbclone-metrics.service DESTINATION lib/systemd/system)
install(FILES contrib/skbclone.rules.yml contrib/skbclone-dashboard.json DESTINATION ${CMAKE_INSTALL_DOCDIR}/contrib)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN *.md PATTERN *.png PATTERN *.py)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "The skbclone developers <skbclone@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "show which processes make the kernel call skb_clone()")
set(CPACK_PACKAGE_DESCRIPTION
	"Attaches a kprobe to the kernel function skb_clone() with a BPF program that is\ncompiled at run time, and prints a row for every call: when, in which process,\nhow many so far. No kernel headers are needed.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
	${CMAKE_SOURCE_DIR}/cmake/postinst ${CMAKE_SOURCE_DIR}/cmake/postrm ${CMAKE_SOURCE_DIR}/cmake/prerm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
