#include <stdlib.h>
#include <string.h>

#include "FaultPlan.h"

typedef struct faulty_file {
  sqlite3_file base;
  cfv_plan *plan;
  int epoch;
  char *path;
  sqlite3_file *real;
} faulty_file;

static sqlite3_vfs *realVFS = NULL;
static sqlite3_vfs faultyVFS;

static int is_dead(faulty_file *file) { return file->epoch < file->plan->deadBelow; }

static enum verdict judge_file(faulty_file *file, cfv_call call) {
  pthread_mutex_lock(&file->plan->lock);
  enum verdict verdict = judge(file->plan, call, is_dead(file));
  if (verdict == FAILS) settle(file->plan);
  pthread_mutex_unlock(&file->plan->lock);
  return verdict;
}

// ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────────────

static int faulty_close(sqlite3_file *base) {
  faulty_file *file = (faulty_file *)base;
  int code = file->real->pMethods->xClose(file->real);
  free(file->path);
  return code;
}

static int faulty_read(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset) {
  faulty_file *file = (faulty_file *)base;
  if (judge_file(file, CFV_READ) != WORKS) return SQLITE_IOERR_READ;
  return file->real->pMethods->xRead(file->real, bytes, length, offset);
}

static int faulty_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset) {
  faulty_file *file = (faulty_file *)base;
  cfv_plan *plan = file->plan;
  pthread_mutex_lock(&plan->lock);
  enum verdict verdict = judge(plan, CFV_WRITE, is_dead(file));
  int code = verdict == FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  int written = verdict == WORKS ? length : verdict == STOPS_HALF_WAY ? (int)(next_random(plan) % (uint64_t)length) : 0;
  if (written > 0) {
    if (tracks(plan)) {
      change *item = remember(plan, file->real, file->path, 0, offset, written);
      item->after = malloc((size_t)written);
      memcpy(item->after, bytes, (size_t)written);
    }
    int result = file->real->pMethods->xWrite(file->real, bytes, written, offset);
    if (verdict == WORKS) code = result;
  }
  settle(plan);
  pthread_mutex_unlock(&plan->lock);
  return code;
}

static int faulty_truncate(sqlite3_file *base, sqlite3_int64 size) {
  faulty_file *file = (faulty_file *)base;
  cfv_plan *plan = file->plan;
  pthread_mutex_lock(&plan->lock);
  enum verdict verdict = judge(plan, CFV_TRUNCATE, is_dead(file));
  int code = verdict == FULL ? SQLITE_FULL : SQLITE_IOERR_TRUNCATE;
  if (verdict == WORKS) {
    if (tracks(plan)) remember(plan, file->real, file->path, 1, size, 0);
    code = file->real->pMethods->xTruncate(file->real, size);
  }
  settle(plan);
  pthread_mutex_unlock(&plan->lock);
  return code;
}

static int faulty_sync(sqlite3_file *base, int flags) {
  (void)flags;
  faulty_file *file = (faulty_file *)base;
  if (judge_file(file, CFV_SYNC) != WORKS) return SQLITE_IOERR_FSYNC;
  pthread_mutex_lock(&file->plan->lock);
  forget(file->plan, file->path);
  pthread_mutex_unlock(&file->plan->lock);
  return SQLITE_OK;
}

static int faulty_size(sqlite3_file *base, sqlite3_int64 *size) {
  faulty_file *file = (faulty_file *)base;
  if (judge_file(file, CFV_SIZE) != WORKS) return SQLITE_IOERR_FSTAT;
  return file->real->pMethods->xFileSize(file->real, size);
}

static int faulty_lock(sqlite3_file *base, int level) {
  faulty_file *file = (faulty_file *)base;
  if (judge_file(file, CFV_LOCK) != WORKS) return SQLITE_IOERR_LOCK;
  return file->real->pMethods->xLock(file->real, level);
}

static int faulty_unlock(sqlite3_file *base, int level) {
  faulty_file *file = (faulty_file *)base;
  return file->real->pMethods->xUnlock(file->real, level);
}

static int faulty_check_reserved(sqlite3_file *base, int *isReserved) {
  faulty_file *file = (faulty_file *)base;
  if (judge_file(file, CFV_LOCK) != WORKS) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  return file->real->pMethods->xCheckReservedLock(file->real, isReserved);
}

static int faulty_control(sqlite3_file *base, int operation, void *argument) {
  faulty_file *file = (faulty_file *)base;
  return file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int faulty_sector_size(sqlite3_file *base) {
  faulty_file *file = (faulty_file *)base;
  return file->real->pMethods->xSectorSize(file->real);
}

static int faulty_characteristics(sqlite3_file *base) {
  faulty_file *file = (faulty_file *)base;
  return file->real->pMethods->xDeviceCharacteristics(file->real);
}

static int faulty_shm_map(sqlite3_file *base, int region, int size, int extends, void volatile **memory) {
  faulty_file *file = (faulty_file *)base;
  if (judge_file(file, CFV_SHM_MAP) != WORKS) return SQLITE_IOERR_SHMMAP;
  return file->real->pMethods->xShmMap(file->real, region, size, extends, memory);
}

static int faulty_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
  faulty_file *file = (faulty_file *)base;
  if (!(flags & SQLITE_SHM_UNLOCK) && judge_file(file, CFV_SHM_LOCK) != WORKS) return SQLITE_IOERR_SHMLOCK;
  return file->real->pMethods->xShmLock(file->real, offset, count, flags);
}

static void faulty_shm_barrier(sqlite3_file *base) {
  faulty_file *file = (faulty_file *)base;
  file->real->pMethods->xShmBarrier(file->real);
}

static int faulty_shm_unmap(sqlite3_file *base, int deletes) {
  faulty_file *file = (faulty_file *)base;
  return file->real->pMethods->xShmUnmap(file->real, deletes);
}

// Version 2: without memory-mapped reading, so that every read is a call.
static const sqlite3_io_methods faultyMethods = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_check_reserved,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector_size,
    .xDeviceCharacteristics = faulty_characteristics,
    .xShmMap = faulty_shm_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_shm_barrier,
    .xShmUnmap = faulty_shm_unmap,
};

// ── The file system ───────────────────────────────────────────────────────────────────────────────────────────────

static enum verdict judge_path(cfv_plan *plan, cfv_call call) {
  pthread_mutex_lock(&plan->lock);
  enum verdict verdict = judge(plan, call, 0);
  if (verdict == FAILS) settle(plan);
  pthread_mutex_unlock(&plan->lock);
  return verdict;
}

static int faulty_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *outFlags) {
  (void)vfs;
  cfv_plan *plan = plan_for(path);
  if (!plan) return realVFS->xOpen(realVFS, path, base, flags, outFlags);
  faulty_file *file = (faulty_file *)base;
  memset(file, 0, sizeof(*file));
  if (judge_path(plan, CFV_OPEN) != WORKS) return SQLITE_CANTOPEN;
  file->real = (sqlite3_file *)(file + 1);
  int code = realVFS->xOpen(realVFS, path, file->real, flags, outFlags);
  if (code != SQLITE_OK) return code;
  file->plan = plan;
  file->epoch = plan->epoch;
  file->path = strdup(path);
  file->base.pMethods = &faultyMethods;
  return SQLITE_OK;
}

static int faulty_delete(sqlite3_vfs *vfs, const char *path, int syncsFolder) {
  (void)vfs;
  cfv_plan *plan = plan_for(path);
  if (!plan) return realVFS->xDelete(realVFS, path, syncsFolder);
  if (judge_path(plan, CFV_DELETE) != WORKS) return SQLITE_IOERR_DELETE;
  pthread_mutex_lock(&plan->lock);
  forget(plan, path);
  pthread_mutex_unlock(&plan->lock);
  return realVFS->xDelete(realVFS, path, 0);
}

static int faulty_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  (void)vfs;
  cfv_plan *plan = plan_for(path);
  if (plan && judge_path(plan, CFV_ACCESS) != WORKS) return SQLITE_IOERR_ACCESS;
  return realVFS->xAccess(realVFS, path, flags, result);
}

static int faulty_full_path(sqlite3_vfs *vfs, const char *path, int length, char *out) {
  (void)vfs;
  return realVFS->xFullPathname(realVFS, path, length, out);
}

static int faulty_randomness(sqlite3_vfs *vfs, int length, char *out) {
  (void)vfs;
  return realVFS->xRandomness(realVFS, length, out);
}

static int faulty_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return realVFS->xSleep(realVFS, microseconds);
}

static int faulty_time(sqlite3_vfs *vfs, double *out) {
  (void)vfs;
  return realVFS->xCurrentTime(realVFS, out);
}

static int faulty_time_64(sqlite3_vfs *vfs, sqlite3_int64 *out) {
  (void)vfs;
  return realVFS->xCurrentTimeInt64(realVFS, out);
}

static int faulty_last_error(sqlite3_vfs *vfs, int length, char *out) {
  (void)vfs;
  return realVFS->xGetLastError ? realVFS->xGetLastError(realVFS, length, out) : 0;
}

static int installResult = SQLITE_ERROR;

static void install(void) {
  sqlite3_initialize();
  realVFS = sqlite3_vfs_find(NULL);
  if (!realVFS) return;
  faultyVFS = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = (int)sizeof(faulty_file) + realVFS->szOsFile,
      .mxPathname = realVFS->mxPathname,
      .zName = "koufen-faulty",
      .xOpen = faulty_open,
      .xDelete = faulty_delete,
      .xAccess = faulty_access,
      .xFullPathname = faulty_full_path,
      .xRandomness = faulty_randomness,
      .xSleep = faulty_sleep,
      .xCurrentTime = faulty_time,
      .xGetLastError = faulty_last_error,
      .xCurrentTimeInt64 = faulty_time_64,
  };
  installResult = sqlite3_vfs_register(&faultyVFS, 1);
}

int cfv_install(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  return installResult;
}
