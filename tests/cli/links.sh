# skbclone itself does not link LLVM.
ldd "$BUILD/skbclone" > ldd.out
contains ldd.out libbcc_bpf
! grep -E 'LLVM|clang|libbcc\.so' ldd.out || fail "no compiler among its libraries"
