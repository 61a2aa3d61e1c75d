#include "session/tally.h"

#include "base/clock.h"
#include "base/log.h"

#include <inttypes.h>
#include <stdio.h>

void tally_start(struct tally *tally, bool wanted)
{
	tally->next_ns =
		wanted && log_has_terminal() ? clock_ns() + CLOCK_NS_PER_SECOND : UINT64_MAX;
}

void tally_tick(struct tally *tally, const struct counters *counters)
{
	char text[64];
	uint64_t now;

	if (tally->next_ns == UINT64_MAX)
		return;
	now = clock_ns();
	if (now < tally->next_ns)
		return;
	tally->next_ns = now + CLOCK_NS_PER_SECOND;
	snprintf(text, sizeof(text), "skbclone: %" PRIu64 " calls",
		 counters_account(counters).calls);
	log_status(text);
}
