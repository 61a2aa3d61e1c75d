#include "base/escape.h"
#include "base/io.h"
#include "base/language.h"
#include "base/log.h"
#include "base/signals.h"
#include "cmd/options.h"
#include "host/checks.h"
#include "host/fentry.h"
#include "program/build.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct doctor {
	int root; /* a descriptor of `/` */
	bool json;
	struct log_record record; /* of the current check */
	enum status status;       /* of all checks so far */
};

/* The result of a check, as doctor shows it. */
struct finding {
	const char *check;
	const char *level; /* ok, warning or failure */
	char detail[LOG_LINE_SIZE];
	char remedy[LOG_LINE_SIZE];
};

static void print_table(const struct finding *finding)
{
	printf("%-8s %-20s %s\n", _(finding->level), finding->check, finding->detail);
	if (finding->remedy[0])
		printf("%-8s %-20s %s%s\n", "", "", _("hint: "), finding->remedy);
}

static void print_json(const struct finding *finding)
{
	json_t *line =
		json_pack("{s:s, s:s, s:s, s:s}", "check", finding->check, "status", finding->level,
			  "detail", finding->detail, "remedy", finding->remedy);

	(void)json_dumpf(line, stdout, JSON_COMPACT);
	(void)putchar('\n');
	json_decref(line);
}

/* Of a line `WHAT: WHY` the part WHY, if WHAT is the check's name; else the line. */
static const char *without_name(const char *check, const char *line)
{
	size_t length = strlen(check);

	return strncmp(line, check, length) == 0 && strncmp(line + length, ": ", 2) == 0
		       ? line + length + 2
		       : line;
}

/* Show the result of a check, and add its status to doctor's. required: both variants need
 * the check. */
static void conclude(struct doctor *doctor, const char *check, enum status status, bool required)
{
	struct log_record *record = &doctor->record;
	struct finding finding = {.check = check, .level = N_("ok")};
	const char *line = record->note;

	if (status != STATUS_OK && required) {
		finding.level = N_("failure");
		/* STATUS_NOT_PERMITTED takes precedence, as in the subcommands. */
		if (doctor->status != STATUS_NOT_PERMITTED)
			doctor->status = status == STATUS_NOT_PERMITTED ? STATUS_NOT_PERMITTED
									: STATUS_UNSUPPORTED;
	} else if (status != STATUS_OK || record->warning[0]) {
		finding.level = N_("warning");
	}
	if (status != STATUS_OK)
		line = record->error;
	else if (record->warning[0])
		line = record->warning;
	line = without_name(check, line);
	escape_text(finding.detail, sizeof(finding.detail), line, strlen(line));
	escape_text(finding.remedy, sizeof(finding.remedy), record->hint, strlen(record->hint));
	(doctor->json ? print_json : print_table)(&finding);
	fflush(stdout);
	*record = (struct log_record){0};
}

/* Compile a program of programs/ without the cache. The caller releases the object. */
static enum status compile(const char *name, struct object *object)
{
	struct flags flags = {0};
	struct build build = BUILD_CLOSED;
	int error = filter_flags(&(const struct filter){0}, 0, &flags);
	enum status status = error ? log_failure(-error, "memory") : STATUS_OK;

	if (status == STATUS_OK)
		status = build_open(&build, name, NULL, false);
	if (status == STATUS_OK)
		status = build_compile(&build, flags.list, object);
	build_close(&build);
	flags_release(&flags);
	return status;
}

/* Only a compile reports the versions of libbcc and LLVM. */
static enum status check_compiler(void)
{
	struct object object;
	enum status status = compile("trace_fields.c", &object);

	if (status != STATUS_OK)
		return status;
	log_verbose("libbcc: %s, LLVM: %s", object.compiler,
		    object.llvm[0] ? object.llvm : _("inside libbcc"));
	object_release(&object);
	return STATUS_OK;
}

static enum status check_compile(void)
{
	struct object object;
	enum status status = compile("perf_output.c", &object);

	if (status != STATUS_OK)
		return status;
	object_release(&object);
	log_verbose("compile: both programs compile without kernel headers");
	return STATUS_OK;
}

/* Trace for a moment, in a child process because a run drops its privileges for good. The
 * child sends its log record over the pipe. Its rows go nowhere; not by -o, because a change
 * of credentials, to open the file, would let it outlive us. */
static _Noreturn void run_shortly(struct doctor *doctor, const struct subcommand *subcommand,
				  const char *option, int pipe, pid_t parent)
{
	char *arguments[] = {(char *)subcommand->name, (char *)"-qd0.001", (char *)option, NULL};
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC), status;

	if (null < 0 || dup2(null, STDOUT_FILENO) < 0 || !signals_follow_parent(parent, SIGTERM))
		_exit(STATUS_FAILED);
	status = subcommand_run(subcommand, option ? 3 : 2, arguments);
	(void)io_write_all(pipe, &doctor->record, sizeof(doctor->record));
	_exit(status);
}

/* option: one more; NULL: none. Returns the exit status. */
static int try_run(struct doctor *doctor, const struct subcommand *subcommand, const char *option)
{
	const pid_t parent = getpid();
	int fds[2], wait_status = 0;
	pid_t child;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return log_failure(errno, "pipe");
	child = fork();
	if (child == 0)
		run_shortly(doctor, subcommand, option, fds[1], parent);
	close(fds[1]);
	if (child < 0)
		log_failure(errno, "%s: cannot start a process", subcommand->name);
	else if (io_read_exactly(fds[0], &doctor->record, sizeof(doctor->record)) < 0)
		log_error("%s: exited without reporting a result", subcommand->name);
	close(fds[0]);
	if (child > 0)
		waitpid(child, &wait_status, 0);
	return child > 0 && WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : STATUS_FAILED;
}

static enum status check_load(struct doctor *doctor)
{
	int status = try_run(doctor, &subcommand_trace_fields, NULL);

	if (status == STATUS_OK)
		status = try_run(doctor, &subcommand_perf_output, NULL);
	if (status == STATUS_OK)
		log_verbose("load: both variants attached to skb_clone() for a moment");
	return status;
}

static enum status check_why(struct doctor *doctor)
{
	int status = try_run(doctor, &subcommand_why, NULL);

	if (status == STATUS_OK)
		status = try_run(doctor, &subcommand_perf_output, "-w");
	if (status != STATUS_OK)
		return status;
	/* What these runs warn of has checks of its own: packet, kptr_restrict. */
	doctor->record = (struct log_record){0};
	log_verbose("why: attached with stacks and packets for a moment");
	return status;
}

/* A machine can do without fentry, so its absence is no warning. */
static enum status check_fentry(struct doctor *doctor)
{
	struct log_record record;

	if (fentry_check(doctor->root) == STATUS_OK)
		return STATUS_OK;
	record = doctor->record;
	doctor->record = (struct log_record){0};
	log_verbose("fentry: not on this machine: %s", without_name("fentry", record.error));
	return STATUS_OK;
}

static int run(const struct subcommand *subcommand, const struct options *options)
{
	struct doctor doctor = {
		.root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC),
		.json = options->session.format == format_find("json"),
	};
	const enum way way = checks_choose_way(doctor.root, WAY_CHOOSE);
	const unsigned by_both = CHECK_TRACING | CHECK_TRACE_PIPE | checks_of_way(way) |
				 (way == WAY_KPROBE ? CHECK_SYMBOL : 0);

	(void)subcommand;
	if (doctor.json)
		language_reset();
	log_record(&doctor.record);
	for (const struct check *check = checks; check->name; check++) {
		const bool is_fentry = check->needs == CHECK_FENTRY;

		conclude(&doctor, check->name,
			 is_fentry ? check_fentry(&doctor) : check->run(doctor.root),
			 check->needs & by_both);
	}
	conclude(&doctor, "perf rings", perf_check_rings(doctor.root), false);
	conclude(&doctor, "libbcc", check_compiler(), true);
	conclude(&doctor, "compile", check_compile(), true);
	conclude(&doctor, "load", check_load(&doctor), true);
	conclude(&doctor, "why", check_why(&doctor), false);
	conclude(&doctor, "cache", cache_check(), false);
	log_record(NULL);
	io_close(&doctor.root);
	return doctor.status;
}

const struct subcommand subcommand_doctor = {
	.name = "doctor",
	.bit = DOCTOR,
	.summary = N_("can this machine run it? what is missing, and the remedy"),
	.help = N_("Check whether this machine can run both variants, and name what is "
		   "missing, with its remedy. Status 0 if both would work, else 3 (this "
		   "machine cannot) or 4 (not permitted)."),
	.examples = N_("Examples:\n"
		       "  sudo skbclone doctor\n"
		       "  sudo skbclone doctor -f json | jq 'select(.status != \"ok\")'\n"),
	.run = run,
};
