# FindBCC: find libbcc's C API, packaged (libbpfcc-dev) or built from source.
#
#   BCC::bpf   libbcc_bpf: load, attach, maps; no LLVM
#   BCC::bcc   libbcc: the compiler, with all of LLVM
#   BCC::btf   libbpf: its BTF reader
#
# It finds a source build through libbcc.pc, or under /usr/local and /usr. For another
# place set CMAKE_PREFIX_PATH.
find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
	pkg_check_modules(PC_BCC QUIET libbcc)
endif()

find_path(BCC_INCLUDE_DIR bcc/bcc_common.h HINTS ${PC_BCC_INCLUDEDIR})
find_library(BCC_LIBRARY bcc HINTS ${PC_BCC_LIBDIR})
# Prefer the archive: of it, only the part in C is linked. The shared library has parts in C++
# too, and to map libstdc++ for them takes more memory than a run itself.
find_library(BCC_BPF_LIBRARY NAMES libbcc_bpf.a bcc_bpf NAMES_PER_DIR HINTS ${PC_BCC_LIBDIR})

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(BCC
	REQUIRED_VARS BCC_LIBRARY BCC_BPF_LIBRARY BCC_INCLUDE_DIR
	VERSION_VAR PC_BCC_VERSION
	REASON_FAILURE_MESSAGE "install libbpfcc-dev, or set CMAKE_PREFIX_PATH to where BCC was installed")
mark_as_advanced(BCC_INCLUDE_DIR BCC_LIBRARY BCC_BPF_LIBRARY)

if(BCC_FOUND AND NOT TARGET BCC::bcc)
	foreach(part bcc bpf)
		add_library(BCC::${part} UNKNOWN IMPORTED)
		set_target_properties(BCC::${part} PROPERTIES
			INTERFACE_INCLUDE_DIRECTORIES ${BCC_INCLUDE_DIR})
	endforeach()
	set_target_properties(BCC::bcc PROPERTIES IMPORTED_LOCATION ${BCC_LIBRARY})
	set_target_properties(BCC::bpf PROPERTIES IMPORTED_LOCATION ${BCC_BPF_LIBRARY})
endif()

# A libbcc that was built from source contains libbpf. Do not link a second libbpf then:
# it would be another version.
if(BCC_FOUND AND NOT TARGET BCC::btf)
	include(CheckSymbolExists)
	set(bpf_needs)
	if(BCC_BPF_LIBRARY MATCHES "\\.a$")
		set(bpf_needs elf z)
	endif()
	set(CMAKE_REQUIRED_LIBRARIES ${BCC_BPF_LIBRARY} ${bpf_needs})
	check_symbol_exists(btf__parse_raw bpf/btf.h BCC_BPF_HAS_LIBBPF)
	unset(CMAKE_REQUIRED_LIBRARIES)
	add_library(BCC::btf INTERFACE IMPORTED)
	if(BCC_BPF_HAS_LIBBPF)
		target_link_libraries(BCC::btf INTERFACE BCC::bpf)
	else()
		find_library(BPF_LIBRARY bpf REQUIRED)
		mark_as_advanced(BPF_LIBRARY)
		target_link_libraries(BCC::btf INTERFACE ${BPF_LIBRARY})
		set(bpf_needs ${BPF_LIBRARY})
	endif()
	target_link_libraries(BCC::bpf INTERFACE ${bpf_needs})
endif()
