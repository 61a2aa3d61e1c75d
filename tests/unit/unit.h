/* unit: cmocka.h, and the headers that must be included before it. */
#ifndef SKBCLONE_TESTS_UNIT_H
#define SKBCLONE_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
