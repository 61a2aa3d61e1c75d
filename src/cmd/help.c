/*
 * The part of options.h that prints a subcommand's help. argp(3) counts bytes as columns and
 * breaks lines only at blanks; Chinese has wide characters and no blanks.
 */
#include "base/language.h"
#include "cmd/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

enum { LINE_COLUMNS = 79, TEXT_COLUMN = 29 };

/* Returns the bytes of the first character. */
static size_t read_character(const char *text, wchar_t *character)
{
	int size = mbtowc(character, text, MB_CUR_MAX);

	if (size > 0)
		return size;
	*character = (unsigned char)*text; /* the NUL, or of another character set */
	return *text != '\0';
}

/* May a line be broken between the two? At a blank, and beside a wide character; but not
 * behind a bracket that opens, nor before a mark that closes. */
static bool may_break(wchar_t before, wchar_t after)
{
	if (after == L' ' || before == L' ')
		return after == L' ';
	return (wcwidth(before) > 1 || wcwidth(after) > 1) && !wcschr(L"（“", before) &&
	       !wcschr(L"）”，。、；：？！", after);
}

/* Returns the bytes of the first piece of the text: as far as its line may not be broken. */
static size_t measure_piece(const char *text, int *columns)
{
	wchar_t character, next;
	size_t length = 0, size = read_character(text, &next);

	*columns = 0;
	do {
		character = next;
		length += size;
		*columns += wcwidth(character);
		size = read_character(text + length, &next);
	} while (size > 0 && !may_break(character, next));
	return length;
}

/* Print text that begins in the column `start`, as do its further lines. */
static void print_text(const char *text, int start)
{
	int column = start, columns;

	while (*text) {
		size_t length = measure_piece(text, &columns);

		if (column + columns > LINE_COLUMNS && column > start) {
			const int blanks = *text == ' ';

			printf("\n%*s", start, "");
			text += blanks;
			length -= blanks;
			column = start - blanks;
		}
		printf("%.*s", (int)length, text);
		text += length;
		column += columns;
	}
	putchar('\n');
}

static void print_option(const struct option_entry *entry)
{
	char name[64];

	snprintf(name, sizeof(name), "--%s%s%s", entry->name, entry->argument ? "=" : "",
		 entry->argument ? entry->argument : "");
	if (option_has_letter(entry))
		printf("  -%c, ", entry->key);
	else
		printf("      ");
	printf("%-*s ", TEXT_COLUMN - 7, name);
	print_text(_(entry->help), TEXT_COLUMN);
}

void options_print_help(const struct subcommand *subcommand)
{
	printf(_("Usage: skbclone %s [OPTION...]%s\n"), subcommand->name,
	       subcommand->bit & TRACING ? " [-- COMMAND [ARG...]]" : "");
	print_text(_(subcommand->help), 0);
	putchar('\n');
	for (const struct option_entry *entry = option_entries; entry->name; entry++) {
		if (entry->subcommands & subcommand->bit)
			print_option(entry);
	}
	printf("\n%s", _(subcommand->examples));
}
