#include "event/cause.h"

#include "base/array.h"

#include <string.h>

bool cause_is_function(const char *function, const char *name)
{
	size_t length = function ? strcspn(function, ".") : 0;

	return function && strlen(name) == length && memcmp(function, name, length) == 0;
}

static bool fits(const struct cause_function *entry, const struct frame *frames, size_t count)
{
	if (!cause_is_function(frames[0].function, entry->caller))
		return false;
	if (entry->module && (!frames[0].module || strcmp(frames[0].module, entry->module) != 0))
		return false;
	if (entry->behind && (count < 2 || !cause_is_function(frames[1].function, entry->behind)))
		return false;
	return !entry->further ||
	       (count > 2 && cause_is_function(frames[2].function, entry->further));
}

static enum cause_id look_up(const struct frame *frames, size_t count)
{
	for (const struct cause_function *entry = cause_functions; entry->caller && count;
	     entry++) {
		if (fits(entry, frames, count))
			return entry->cause;
	}
	return CAUSE_UNKNOWN;
}

static bool is_wrapper(const struct frame *frame)
{
	for (int i = 0; cause_wrappers[i]; i++) {
		if (cause_is_function(frame->function, cause_wrappers[i]))
			return true;
	}
	return false;
}

enum cause_id cause_of(const struct frame *frames, size_t count)
{
	enum cause_id cause = CAUSE_UNKNOWN;

	if (count > 1 && is_wrapper(&frames[0]))
		cause = look_up(frames + 1, count - 1);
	return cause == CAUSE_UNKNOWN ? look_up(frames, count) : cause;
}

enum cause_id cause_with_fin(enum cause_id cause, bool fin)
{
	return cause == CAUSE_TCP_DATA && fin ? CAUSE_TCP_CLOSE : cause;
}

/* What a function in a stack tells about the context. */
enum hint { NOTHING, SOFTIRQ, END_OF_OPERATION, INTERRUPT, KTHREAD, OWN_WORK };

static enum hint hint_of(const struct frame *frame)
{
	static const struct {
		const char *name;
		bool is_prefix; /* `name` is the start of the function's name */
		enum hint hint;
	} hints[] = {
		/* Before 6.x, handle_softirqs was __do_softirq, with an alias. */
		{"handle_softirqs", false, SOFTIRQ},
		{"__do_softirq", false, SOFTIRQ},
		{"__softirqentry_text_start", false, SOFTIRQ},
		{"do_softirq", false, END_OF_OPERATION},
		{"__local_bh_enable_ip", false, END_OF_OPERATION},
		{"irq_exit_rcu", false, INTERRUPT},
		{"__irq_exit_rcu", false, INTERRUPT},
		{"irq_exit", false, INTERRUPT},
		{"common_interrupt", false, INTERRUPT},
		{"asm_common_interrupt", false, INTERRUPT},
		{"sysvec_", true, INTERRUPT},
		{"asm_sysvec_", true, INTERRUPT},
		{"el1_interrupt", false, INTERRUPT},
		{"el0_interrupt", false, INTERRUPT},
		{"el1h_64_irq", false, INTERRUPT},
		{"el0t_64_irq", false, INTERRUPT},
		{"el1_irq", false, INTERRUPT},
		{"el0_irq", false, INTERRUPT},
		{"gic_handle_irq", false, INTERRUPT},
		{"run_ksoftirqd", false, KTHREAD},
		{"napi_threaded_poll", false, KTHREAD},
		{"process_one_work", false, KTHREAD},
		{"kthread", false, KTHREAD},
		{"do_syscall_64", false, OWN_WORK},
		{"entry_SYSCALL_64_after_hwframe", false, OWN_WORK},
		{"entry_SYSENTER_compat_after_hwframe", false, OWN_WORK},
		{"asm_exc_", true, OWN_WORK},
		{"el0_svc", false, OWN_WORK},
		{"el0t_64_sync", false, OWN_WORK},
		{"el0_sync", false, OWN_WORK},
		{"ret_from_fork", true, OWN_WORK}, /* io_uring's workers */
	};

	for (size_t i = 0; frame->function && i < ARRAY_SIZE(hints); i++) {
		if (hints[i].is_prefix
			    ? strncmp(frame->function, hints[i].name, strlen(hints[i].name)) == 0
			    : cause_is_function(frame->function, hints[i].name))
			return hints[i].hint;
	}
	return NOTHING;
}

/* The first hint from inside outwards, other than SOFTIRQ. */
static enum hint first_hint(const struct frame *frames, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum hint hint = hint_of(&frames[i]);

		if (hint != NOTHING && hint != SOFTIRQ)
			return hint;
	}
	return NOTHING;
}

/* The context of softirq work at the end of an operation: whose operation was it? An interrupt's,
 * if the kernel restores registers before it returns to the thread: fpsimd_restore_current_state()
 * of arm64 runs softirqs. */
static enum context own_softirq(const struct frame *frames, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum hint hint = hint_of(&frames[i]);

		if (hint == KTHREAD)
			return CONTEXT_KTHREAD;
		if (hint == OWN_WORK)
			return CONTEXT_OWN_SOFTIRQ;
		if (hint == INTERRUPT)
			return CONTEXT_INTERRUPT;
	}
	return CONTEXT_UNKNOWN;
}

enum context context_of(const struct frame *frames, size_t count)
{
	bool is_softirq = false;

	for (size_t i = 0; i < count && !is_softirq; i++)
		is_softirq = hint_of(&frames[i]) == SOFTIRQ;
	switch (first_hint(frames, count)) {
	case INTERRUPT:
		return CONTEXT_INTERRUPT;
	case KTHREAD:
		return CONTEXT_KTHREAD;
	case END_OF_OPERATION:
		return is_softirq ? own_softirq(frames, count) : CONTEXT_UNKNOWN;
	case OWN_WORK:
		return is_softirq ? CONTEXT_UNKNOWN : CONTEXT_TASK;
	default:
		return CONTEXT_UNKNOWN;
	}
}

const char *context_name(enum context context)
{
	static const char *const names[] = {
		[CONTEXT_UNKNOWN] = "?",
		[CONTEXT_TASK] = "task",
		[CONTEXT_OWN_SOFTIRQ] = "own-softirq",
		[CONTEXT_INTERRUPT] = "interrupt",
		[CONTEXT_KTHREAD] = "kthread",
	};

	return names[context];
}
