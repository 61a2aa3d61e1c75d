#include <uapi/linux/bpf_common.h>
