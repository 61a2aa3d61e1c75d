/* libbcc's helpers.h includes this file; our programs use nothing of it. */
