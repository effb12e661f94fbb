// A SQLite VFS for tests: it counts the I/O calls on the files beneath a watched folder, and makes one of them go wrong.
//
// Files that are not beneath a watched folder are opened by the system's own VFS, and never seen here.
#ifndef CFAULTYVFS_H
#define CFAULTYVFS_H

#include <stdint.h>

// Kinds of call, to be joined with `|`.
typedef enum cfv_call {
  CFV_OPEN = 1 << 0,
  CFV_READ = 1 << 1,
  CFV_WRITE = 1 << 2,
  CFV_TRUNCATE = 1 << 3,
  CFV_SYNC = 1 << 4,
  CFV_DELETE = 1 << 5,
  CFV_LOCK = 1 << 6,
  CFV_SIZE = 1 << 7,
  CFV_ACCESS = 1 << 8,
  CFV_SHM_MAP = 1 << 9,
  CFV_SHM_LOCK = 1 << 10,
  CFV_ALL_CALLS = (1 << 11) - 1,
} cfv_call;

// What goes wrong.
typedef enum cfv_fault {
  // The call does nothing and says so (SQLITE_IOERR_…); the next one works again.
  CFV_FAIL_ONCE = 1,
  // From this call on nothing can be written: SQLITE_FULL until disarmed.
  CFV_DISK_FULL,
  // The write stops half-way and says so; the next one works again.
  CFV_SHORT_WRITE,
  // The write stops in the middle of a sector and the machine is gone; what was written before it is kept.
  CFV_TORN_WRITE,
  // The machine is gone, and with it everything that was not synced.
  CFV_POWER_CUT,
  // The machine is gone, and of every sector that was not synced a coin says whether it was written.
  CFV_POWER_CUT_SCATTERED,
} cfv_fault;

// A watched folder.
typedef struct cfv_plan cfv_plan;

// Makes this the default VFS of the process; once is enough, more does no harm. 0, or an error of SQLite.
int cfv_install(void);

// Watches the files beneath a folder, given by its real path. Syncs are counted, not done.
cfv_plan *cfv_watch(const char *folder);

// Watches no longer. Files that are still open must be closed first.
void cfv_unwatch(cfv_plan *plan);

// Makes the n-th call from now, from 1, among `calls` (of cfv_call) go wrong. To be called before the files are opened.
void cfv_arm(cfv_plan *plan, uint32_t calls, int64_t n, cfv_fault fault, uint64_t seed);

// Nothing goes wrong any more; after a machine was gone, files opened before stay dead and those opened now work.
void cfv_disarm(cfv_plan *plan);

// How many calls among `calls` there were since the folder is watched.
int64_t cfv_count(cfv_plan *plan, uint32_t calls);

// Whether the call that was to go wrong has come.
int cfv_has_fired(cfv_plan *plan);

#endif
