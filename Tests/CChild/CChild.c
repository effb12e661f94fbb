#define _GNU_SOURCE
#include "CChild.h"
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

int child_start(const char *program, char *const arguments[], char *const environment[], const char *folder,
                const int descriptors[3], pid_t *number) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault) return fault;
  fault = posix_spawnattr_init(&attributes);
  if (fault) {
    posix_spawn_file_actions_destroy(&actions);
    return fault;
  }
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK;
#ifdef __APPLE__
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  sigset_t none;
  sigemptyset(&none);
  fault = posix_spawnattr_setflags(&attributes, flags);
  if (!fault) fault = posix_spawnattr_setsigmask(&attributes, &none);
  for (int target = 0; target < 3 && !fault; target++)
    fault = posix_spawn_file_actions_adddup2(&actions, descriptors[target], target);
#ifndef __APPLE__
  if (!fault) fault = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
  if (!fault && folder) fault = posix_spawn_file_actions_addchdir_np(&actions, folder);
  if (!fault) fault = posix_spawn(number, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return fault;
}
