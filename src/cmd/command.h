/* command: a subcommand, as main's table lists it. */
#ifndef SKBCLONE_CMD_COMMAND_H
#define SKBCLONE_CMD_COMMAND_H

struct command {
	const char *name;
	const char *summary; /* a line of `skbclone --help` */
	/* argv[0] is the subcommand's name. The exit status. */
	int (*run)(int argc, char **argv);
};

extern const struct command command_trace_fields;
extern const struct command command_perf_output;
extern const struct command command_count;
extern const struct command command_doctor;
extern const struct command command_selftest;

#endif
