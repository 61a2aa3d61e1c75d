#include "session/capture.h"

#include "base/log.h"
#include "host/checks.h"

#include <bcc/libbpf.h>
#include <errno.h>

static enum status write_config(const struct capture *capture, struct skbclone_config *config)
{
	int first = 0;

	if (bpf_update_elem(loaded_map(&capture->loaded, "config"), &first, config, BPF_ANY) == 0)
		return STATUS_OK;
	return log_failure(errno, "config map");
}

enum status capture_open(struct capture *capture, struct source *source,
			 const struct object *object, enum way way, const struct filter *filter,
			 int root, uint32_t cpu_count)
{
	struct skbclone_config config;
	enum status status = source_open(source, root, cpu_count);
	int error;

	*capture = CAPTURE_CLOSED(source);
	switches_open(&capture->switches, root, way);
	if (status == STATUS_OK)
		status = loaded_open(&capture->loaded, object, way, cpu_count);
	if (status != STATUS_OK)
		return status;
	error = counters_open(&capture->counters, loaded_map(&capture->loaded, "counts"),
			      cpu_count);
	if (error)
		return log_failure(-error, "counters");
	filter_config(filter, &config);
	status = source_connect(source, &capture->loaded, &capture->counters, &config);
	return status == STATUS_OK ? write_config(capture, &config) : status;
}

enum status capture_attach(struct capture *capture, int root)
{
	enum status status = loaded_attach(&capture->loaded), reason;

	if (status == STATUS_OK)
		return STATUS_OK;
	/* A cached object was loaded without checking the symbol. */
	reason = checks_require(root,
				capture->loaded.way == WAY_FENTRY ? CHECK_FENTRY : CHECK_SYMBOL);
	return reason != STATUS_OK ? reason : status;
}

void capture_look(struct capture *capture)
{
	if (capture->was_off || switches_are_on(&capture->switches))
		return;
	if (capture->loaded.way == WAY_FENTRY)
		log_warning("fentry: was switched off, calls are not seen until it is on again");
	else
		log_warning(
			"kprobes: were switched off, calls are not seen until they are on again");
	capture->was_off = true;
}

void capture_detach(struct capture *capture)
{
	loaded_detach(&capture->loaded);
}

void capture_report_unfollowed(const struct capture *capture)
{
	struct skbclone_config config;
	int first = 0;

	if (bpf_lookup_elem(loaded_map(&capture->loaded, "config"), &first, &config) == 0 &&
	    config.unfollowed)
		log_warning(
			"%u processes of the command were not traced because too many ran at once",
			config.unfollowed);
}

void capture_close(struct capture *capture)
{
	capture->source->ops->close(capture->source);
	switches_close(&capture->switches);
	counters_close(&capture->counters);
	loaded_close(&capture->loaded);
}
