// What the two halves of the VFS share: a watched folder, its count of calls, and its unsynced changes.
#ifndef FAULT_PLAN_H
#define FAULT_PLAN_H

#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "CFaultyVFS.h"

enum { CALL_KINDS = 11, SECTOR = 512 };

// One change to a file that was not synced yet, with what is needed to undo it.
typedef struct change {
  struct change *earlier;
  char *path;
  int isTruncation;
  int64_t offset;  // of a write; the new size of a truncation
  int64_t length;  // of the bytes
  int64_t sizeBefore;
  unsigned char *before;  // of a write: the bytes there; of a truncation: those cut off
  unsigned char *after;
} change;

struct cfv_plan {
  cfv_plan *next;
  char *folder;
  size_t folderLength;
  pthread_mutex_t lock;
  int64_t counts[CALL_KINDS];
  uint32_t armedCalls;
  int64_t countdown;
  cfv_fault fault;  // 0 when disarmed
  int hasFired;
  int isGone;
  int epoch;      // of files opened now
  int deadBelow;  // files opened in earlier epochs are dead
  uint64_t seed;
  change *changes;  // newest first
};

// What becomes of a call.
enum verdict { WORKS, FAILS, FULL, STOPS_HALF_WAY };

// The folder that a path is beneath, if it is watched.
cfv_plan *plan_for(const char *path);

// Counts a call and says what becomes of it. The plan's lock is held.
enum verdict judge(cfv_plan *plan, cfv_call call, int isDead);

// Once the call at which the machine went is over, what was not synced is lost. The plan's lock is held.
void settle(cfv_plan *plan);

// Whether unsynced changes are to be remembered.
int tracks(cfv_plan *plan);

// Remembers what a file is like before a write of `length` bytes at `offset`, or a truncation to `offset`.
change *remember(cfv_plan *plan, sqlite3_file *real, const char *path, int isTruncation, int64_t offset, int64_t length);

// Forgets the changes of one file (it was synced or deleted), or, for NULL, of all.
void forget(cfv_plan *plan, const char *path);

// A number from the plan's own seed.
uint64_t next_random(cfv_plan *plan);

#endif
