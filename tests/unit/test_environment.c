#include "base/environment.h"
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

static void test_environment_init__keeps_what_is_read(void **state)
{
	(void)state;
	environment_restore(); /* nothing to restore */
	setenv("GCONV_PATH", "/evil", 1);
	setenv("PATH", "/bin", 1);
	setenv("PATH_OF_ANOTHER", "/evil", 1);
	environment_init();
	assert_null(getenv("GCONV_PATH"));
	assert_null(getenv("PATH_OF_ANOTHER"));
	assert_string_equal(getenv("PATH"), "/bin");
	environment_restore();
	assert_string_equal(getenv("GCONV_PATH"), "/evil");
	assert_string_equal(getenv("PATH"), "/bin");
	setenv("HOME", "/root", 1); /* as user_become() does then */
	assert_string_equal(getenv("HOME"), "/root");
	assert_string_equal(getenv("GCONV_PATH"), "/evil");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_environment_init__keeps_what_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
