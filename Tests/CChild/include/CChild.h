#ifndef CCHILD_H
#define CCHILD_H
#include <sys/types.h>

// Starts a program in a process group of its own, with no descriptor but three: its input, output and errors.
// `folder` is where it starts, or null for where its parent is. Returns 0 and its number, or what went wrong.
int child_start(const char *program, char *const arguments[], char *const environment[], const char *folder,
                const int descriptors[3], pid_t *number);
#endif
