/*
 * language: errors, hints, help and doctor in the user's language, by gettext. log.c
 * translates the formats that it gets. For all other strings, N_() marks a string and _()
 * translates it. Rows, machine formats, banner and summary are the same in every language.
 */
#ifndef SKBCLONE_BASE_LANGUAGE_H
#define SKBCLONE_BASE_LANGUAGE_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

/* Use the environment's language if there is a translation, else English. */
void language_init(void);

/* Use English from now on. */
void language_reset(void);

#endif
