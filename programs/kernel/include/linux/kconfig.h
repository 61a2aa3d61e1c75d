/* libbcc includes this file by name, and checks the option below. */
#define CONFIG_BPF_SYSCALL 1
