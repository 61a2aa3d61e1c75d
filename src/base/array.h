/* array: the number of elements of an array, not of a pointer. */
#ifndef SKBCLONE_BASE_ARRAY_H
#define SKBCLONE_BASE_ARRAY_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
