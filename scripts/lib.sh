# shellcheck shell=bash
# Functions that bench, demo, test and tests/matrix share: install packages, build, and count.

PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=$PROJECT/build
BUILD_PACKAGES=(gcc cmake make pkg-config gettext libc6-dev libbpf-dev libjansson-dev libseccomp-dev zlib1g-dev)
TEST_PACKAGES=(libcmocka-dev curl jq strace valgrind python3 iproute2 tcpdump nftables bpftrace sudo
	libcap2-bin)

say() { # TEXT: report progress, with the seconds since the start
	printf '== %3d s  %s\n' "$SECONDS" "$*"
}

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

as_root() {
	if [[ $(id -u) == 0 ]]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "run it as root, or install sudo"
	fi
}

missing_packages() { # PACKAGE...: print those that are not installed
	local package
	for package; do
		dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
	done
}

# Install the missing packages with apt-get. Reads the lists of packages once.
lists_are_new=
install_packages() { # PACKAGE...
	local missing log
	command -v apt-get >/dev/null || die "no apt-get here: install the like of: $*"
	mapfile -t missing < <(missing_packages "$@")
	[[ ${#missing[@]} -gt 0 ]] || return 0
	say "installing ${missing[*]}"
	log=$(mktemp)
	# INITRD=No: a kernel is installed only for the guest, which has an initramfs of its own.
	if ! { [[ -n $lists_are_new ]] || as_root apt-get update >"$log" 2>&1; } ||
		! as_root env DEBIAN_FRONTEND=noninteractive INITRD=No apt-get install -y \
			--no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
		tail -n 20 "$log" >&2
		die "installing packages failed"
	fi
	lists_are_new=yes
	rm -f "$log"
}

install_build_packages() {
	install_packages "${BUILD_PACKAGES[@]}"
	# A libbcc that was built from source does as well as the package.
	pkg-config --exists libbcc || install_packages libbpfcc-dev
}

# libFuzzer and clang's sanitizers. Debian has a separate package for them; Ubuntu's
# clang contains them.
install_fuzzer_runtime() {
	local program='int LLVMFuzzerTestOneInput(void) { return 0; }'
	clang -fsanitize=fuzzer -xc -o /dev/null - <<<"$program" 2>/dev/null || install_packages libclang-rt-dev
}

# The tests of Chinese messages need this locale.
install_chinese_locale() {
	locale -a | grep -qi '^zh_CN\.utf-\?8$' || case $(. /etc/os-release && echo "$ID") in
	ubuntu) install_packages language-pack-zh-hans-base ;;
	*) install_packages locales-all ;;
	esac
}

# Chromium, with WebDriver and a monospaced font. Ubuntu has it only as a snap, and the test
# that needs it is skipped there.
install_browser() {
	[[ $(. /etc/os-release && echo "$ID") == ubuntu ]] || install_packages chromium chromium-driver fonts-dejavu-core
}

# A guest needs QEMU, and a kernel that this user can read. Debian and Ubuntu have
# different names for the kernel's package.
install_guest_packages() {
	local architecture
	architecture=$(dpkg --print-architecture)
	case $architecture in
	amd64) install_packages qemu-system-x86 ;;
	arm64) install_packages qemu-system-arm ;;
	*) die "no guest for $architecture" ;;
	esac
	install_packages busybox-static cpio kmod xz-utils zstd
	if ! compgen -G '/boot/vmlinuz-*' >/dev/null || ! compgen -G '/lib/modules/*/modules.dep' >/dev/null; then
		if [[ $(. /etc/os-release && echo "$ID") == ubuntu ]]; then
			install_packages linux-image-generic
		else
			install_packages "linux-image-$architecture"
		fi
	fi
	# Only root can read Ubuntu's kernels.
	[[ -r $(compgen -G '/boot/vmlinuz-*' | sort -V | tail -n 1) ]] ||
		as_root chmod a+r "$(compgen -G '/boot/vmlinuz-*' | sort -V | tail -n 1)"
}

# Unpack Prometheus and node_exporter for a guest case. To install their packages would
# start services on this machine. Without them the cases are skipped. From Debian 13 on,
# promtool has a package of its own.
unpack_prometheus() { # DIRECTORY
	local downloads package
	[[ ! -x $1/usr/bin/promtool ]] || return 0
	say "unpacking prometheus, for the guest"
	mkdir -p "$1"
	downloads=$(mktemp -d)
	# shellcheck disable=SC2046 # no word, or one
	(cd "$downloads" && apt-get download prometheus prometheus-node-exporter $(apt-cache pkgnames promtool)) \
		>"$downloads/log" 2>&1 ||
		tail -n 3 "$downloads/log" >&2
	for package in "$downloads"/*.deb; do
		[[ ! -e $package ]] || dpkg -x "$package" "$1"
	done
	rm -rf "$downloads"
}

build() { # DIRECTORY [CMAKE_ARGUMENT...]
	local directory=$1 log
	shift
	say "building ${directory#"$PROJECT"/}"
	log=$(mktemp)
	if ! cmake -S "$PROJECT" -B "$directory" "$@" >"$log" 2>&1 ||
		! cmake --build "$directory" -j "$(nproc)" >>"$log" 2>&1; then
		tail -n 40 "$log" >&2
		die "building failed"
	fi
	rm -f "$log"
}

# The counts of the tests that ran.
passed=0 failed=0 skipped=0

count_cases() { # LOG: add its lines `ok`, `FAIL` and `skip`; a guest that broke down is a failure
	passed=$((passed + $(grep -c '^ok   ' "$1" || true)))
	failed=$((failed + $(grep -cE '^(FAIL|vm:) ' "$1" || true)))
	skipped=$((skipped + $(grep -c '^skip ' "$1" || true)))
}

# Run tests/vm/vm with these arguments, and count its cases.
run_guest() { # ARGUMENT...
	local log
	log=$(mktemp)
	"$PROJECT/tests/vm/vm" "$@" 2>&1 | tee "$log" || true
	count_cases "$log"
	rm -f "$log"
}
