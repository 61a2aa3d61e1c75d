/*
 * language: errors, hints, help and doctor in the user's language, by gettext.
 * log.c translates the formats that it is given, argp the help; what is put
 * into them is marked with N_() where it stands, and translated by _(). Rows,
 * machine formats, banner and summary are the same in every language.
 */
#ifndef SKBCLONE_BASE_LANGUAGE_H
#define SKBCLONE_BASE_LANGUAGE_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

/* Use the language of the environment, if we have it; English else. */
void language_init(void);

/* Use English from here on. */
void language_reset(void);

#endif
