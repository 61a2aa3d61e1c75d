#include "source/opener.h"

#include "base/io.h"
#include "host/capability.h"
#include "source/ring.h"

#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/socket.h>

struct request {
	uint32_t cpu;
	uint32_t is_doorbell;
};

/* The answer is one int, 0 or -errno. The descriptor comes with it: unix(7), SCM_RIGHTS. */
struct message {
	struct msghdr header;
	struct iovec bytes;
	int value;
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
};

static void message_init(struct message *message, int value)
{
	*message = (struct message){.value = value};
	message->bytes = (struct iovec){&message->value, sizeof(message->value)};
	message->header.msg_iov = &message->bytes;
	message->header.msg_iovlen = 1;
	message->header.msg_control = message->control.bytes;
	message->header.msg_controllen = sizeof(message->control.bytes);
}

static void answer(int socket, int fd)
{
	struct message message;
	struct cmsghdr *control;

	message_init(&message, fd < 0 ? fd : 0);
	control = CMSG_FIRSTHDR(&message.header);
	if (fd < 0) {
		message.header.msg_controllen = 0;
	} else {
		control->cmsg_level = SOL_SOCKET;
		control->cmsg_type = SCM_RIGHTS;
		control->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(control), &fd, sizeof(fd));
	}
	(void)sendmsg(socket, &message.header, MSG_NOSIGNAL);
}

static void serve(int socket, const int *fds, const void *argument)
{
	const size_t *pages = argument;
	struct request request;

	(void)fds;
	while (io_read_exactly(socket, &request, sizeof(request)) == 0) {
		int event = ring_open_event(request.cpu, request.is_doorbell ? 0 : *pages);

		answer(socket, event);
		io_close(&event);
	}
}

int opener_start(struct helper *opener, size_t pages)
{
	const struct helper_task task = {
		.name = "skb-ring",
		.sandbox =
			{
				/* CAP_SYS_ADMIN: if perf_event_paranoid is above 2. */
				.capabilities =
					CAPABILITY(CAP_SYS_ADMIN) | CAPABILITY(CAPABILITY_PERFMON),
				.opens_perf_events = true,
			},
		.serve = serve,
		.argument = &pages,
	};

	return helper_start(opener, &task);
}

int opener_open(const struct helper *opener, uint32_t cpu, bool is_doorbell)
{
	const struct request request = {cpu, is_doorbell};
	struct message message;
	struct cmsghdr *control;
	int fd, error = helper_ask(opener, &request, sizeof(request));

	if (error)
		return error;
	message_init(&message, 0);
	if (recvmsg(opener->socket, &message.header, MSG_CMSG_CLOEXEC) != sizeof(message.value))
		return -EPIPE;
	if (message.value < 0)
		return message.value;
	/* There was no room for the descriptor: the kernel has dropped it. */
	if (message.header.msg_flags & MSG_CTRUNC)
		return -EMFILE;
	control = CMSG_FIRSTHDR(&message.header);
	if (!control || control->cmsg_type != SCM_RIGHTS)
		return -EPIPE;
	memcpy(&fd, CMSG_DATA(control), sizeof(fd));
	return fd;
}
