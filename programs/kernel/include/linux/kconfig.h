/* libbcc asks for this file by name, and for the option below. */
#define CONFIG_BPF_SYSCALL 1
