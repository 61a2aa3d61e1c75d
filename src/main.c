/* skbclone: which processes make the kernel call skb_clone()? */
#include "base/environment.h"
#include "base/language.h"
#include "base/log.h"
#include "base/signals.h"
#include "base/status.h"
#include "cmd/options.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static void print_help(void)
{
	puts(_("Usage: skbclone SUBCOMMAND [OPTION...] [-- COMMAND [ARG...]]\n"
	       "Show which processes make the Linux kernel call skb_clone(), when, how often, and "
	       "why.\n"));
	for (int i = 0; subcommands[i]; i++)
		printf("  %-14s %s\n", subcommands[i]->name, _(subcommands[i]->summary));
	puts(_("\n"
	       "  skbclone SUBCOMMAND --help   its options, with examples\n"
	       "  skbclone --version           the version\n"
	       "\n"
	       "Try: sudo skbclone perf-output -- curl -s -o page http://example.org"));
}

static int wrong_usage(const char *word, const char *why)
{
	log_error("%s: %s", word, _(why));
	log_hint("skbclone --help lists the subcommands");
	return STATUS_USAGE;
}

static int help(int argc, char **argv)
{
	const struct subcommand *subcommand;
	char *arguments[] = {NULL, (char *)"--help", NULL};

	if (argc == 0) {
		print_help();
		return STATUS_OK;
	}
	subcommand = subcommand_find(argv[0]);
	if (!subcommand)
		return wrong_usage(argv[0], N_("no such subcommand"));
	if (argc > 1)
		return wrong_usage(argv[1], N_("unexpected argument"));
	arguments[0] = argv[0];
	return subcommand_run(subcommand, 2, arguments);
}

/* If the caller has closed stdin, stdout or stderr, occupy its number, so that no file of
 * ours gets it. Writing to an O_PATH descriptor fails, as it should. */
static int occupy_standard_streams(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_PATH);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	return fd;
}

/* If the file is setuid, setgid or has capabilities, our caller has fewer rights than we do,
 * but chooses our directory, our environment and COMMAND. The kernel tells by AT_SECURE,
 * see getauxval(3). */
static enum status refuse_rights_of_file(void)
{
	if (!getauxval(AT_SECURE))
		return STATUS_OK;
	log_error("privileges: must not come from the file, by setuid, setgid or capabilities");
	log_hint("take them away with chmod ug-s and setcap -r, and run it with sudo");
	return STATUS_NOT_PERMITTED;
}

static int dispatch(int argc, char **argv)
{
	const struct subcommand *subcommand;

	if (argc < 2)
		return wrong_usage("usage", N_("a subcommand is missing"));
	if (strcmp(argv[1], "help") == 0)
		return help(argc - 2, argv + 2);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return help(0, NULL);
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		options_print_version();
		return STATUS_OK;
	}
	subcommand = subcommand_find(argv[1]);
	if (!subcommand)
		return wrong_usage(argv[1], N_("no such subcommand"));
	return subcommand_run(subcommand, argc - 1, argv + 1);
}

/* malloc(3) raises this limit by itself when a large block is freed. Then the queues of rows,
 * which calloc(3) hands out, lie in memory that was used before: it clears all of it, so that
 * pages become resident that no row ever touches. */
static void map_large_blocks(void)
{
	mallopt(M_MMAP_THRESHOLD, 64 * 1024);
}

int main(int argc, char **argv)
{
	int status;

	map_large_blocks();
	environment_init();
	if (occupy_standard_streams() < 0)
		return log_failure(errno, "%s", "/dev/null");
	signals_init();
	/* Before language_init(): it looks for translations near the file. */
	status = refuse_rights_of_file();
	if (status != STATUS_OK)
		return status;
	language_init();
	status = dispatch(argc, argv);
	/* Report a failed write of printf (help, doctor's table). ferror() also reports one
	 * from an earlier flush. */
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == STATUS_OK) {
		log_error("stdout: cannot write to it");
		return STATUS_FAILED;
	}
	return status;
}
