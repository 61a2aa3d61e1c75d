/* unit: cmocka with the headers that it wants before it. */
#ifndef SKBCLONE_TESTS_UNIT_H
#define SKBCLONE_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
