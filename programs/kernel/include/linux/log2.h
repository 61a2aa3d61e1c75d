/* libbcc's helpers.h includes it; what it takes from it is not used here. */
