/* fuzz: libFuzzer's entry point, and an assertion that NDEBUG does not switch off. */
#ifndef SKBCLONE_TESTS_FUZZ_H
#define SKBCLONE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void must(int holds)
{
	if (!holds)
		abort();
}

#endif
