/* array: the number of elements of an array whose size is known here. */
#ifndef SKBCLONE_BASE_ARRAY_H
#define SKBCLONE_BASE_ARRAY_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
