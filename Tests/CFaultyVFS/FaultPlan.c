#include "FaultPlan.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t plansLock = PTHREAD_MUTEX_INITIALIZER;
static cfv_plan *plans = NULL;

cfv_plan *plan_for(const char *path) {
  if (!path) return NULL;
  pthread_mutex_lock(&plansLock);
  cfv_plan *plan = plans;
  while (plan && !(strncmp(path, plan->folder, plan->folderLength) == 0 && path[plan->folderLength] == '/')) {
    plan = plan->next;
  }
  pthread_mutex_unlock(&plansLock);
  return plan;
}

uint64_t next_random(cfv_plan *plan) {
  uint64_t z = (plan->seed += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// ── Unsynced changes ──────────────────────────────────────────────────────────────────────────────────────────────

static void free_change(change *item) {
  free(item->path);
  free(item->before);
  free(item->after);
  free(item);
}

void forget(cfv_plan *plan, const char *path) {
  change **link = &plan->changes;
  while (*link) {
    change *item = *link;
    if (!path || strcmp(item->path, path) == 0) {
      *link = item->earlier;
      free_change(item);
    } else {
      link = &item->earlier;
    }
  }
}

int tracks(cfv_plan *plan) {
  return plan->fault == CFV_POWER_CUT || plan->fault == CFV_POWER_CUT_SCATTERED;
}

change *remember(cfv_plan *plan, sqlite3_file *real, const char *path, int isTruncation, int64_t offset, int64_t length) {
  change *item = calloc(1, sizeof(change));
  sqlite3_int64 size = 0;
  real->pMethods->xFileSize(real, &size);
  item->path = strdup(path);
  item->isTruncation = isTruncation;
  item->offset = offset;
  item->sizeBefore = size;
  item->length = isTruncation ? (size > offset ? size - offset : 0) : length;
  item->before = calloc(1, (size_t)item->length + 1);
  if (item->length) real->pMethods->xRead(real, item->before, (int)item->length, offset);
  item->earlier = plan->changes;
  plan->changes = item;
  return item;
}

static void undo(change *item) {
  int descriptor = open(item->path, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return;
  if (item->length) (void)!pwrite(descriptor, item->before, (size_t)item->length, item->offset);
  (void)!ftruncate(descriptor, item->sizeBefore);
  close(descriptor);
}

// Does again, after all was undone, whatever a coin says of each sector.
static void redo_in_part(cfv_plan *plan, change *item) {
  int descriptor = open(item->path, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return;
  if (item->isTruncation) {
    if (next_random(plan) & 1) (void)!ftruncate(descriptor, item->offset);
  } else {
    int64_t done = 0;
    while (done < item->length) {
      int64_t piece = SECTOR - (item->offset + done) % SECTOR;
      if (piece > item->length - done) piece = item->length - done;
      if (next_random(plan) & 1) {
        (void)!pwrite(descriptor, item->after + done, (size_t)piece, item->offset + done);
      }
      done += piece;
    }
  }
  close(descriptor);
}

static void lose_unsynced(cfv_plan *plan) {
  change *oldestFirst = NULL;
  while (plan->changes) {
    change *item = plan->changes;
    plan->changes = item->earlier;
    undo(item);
    item->earlier = oldestFirst;
    oldestFirst = item;
  }
  while (oldestFirst) {
    change *item = oldestFirst;
    oldestFirst = item->earlier;
    if (plan->fault == CFV_POWER_CUT_SCATTERED) redo_in_part(plan, item);
    free_change(item);
  }
}

// ── Counting and deciding ─────────────────────────────────────────────────────────────────────────────────────────

static int kind_index(cfv_call call) { return __builtin_ctz((unsigned)call); }

enum verdict judge(cfv_plan *plan, cfv_call call, int isDead) {
  plan->counts[kind_index(call)]++;
  if (isDead || plan->isGone) return FAILS;
  if (!plan->fault) return WORKS;
  if (plan->hasFired) {
    return plan->fault == CFV_DISK_FULL && (call & (CFV_WRITE | CFV_TRUNCATE)) ? FULL : WORKS;
  }
  if (!(plan->armedCalls & (uint32_t)call) || --plan->countdown > 0) return WORKS;
  plan->hasFired = 1;
  switch (plan->fault) {
    case CFV_DISK_FULL: return FULL;
    case CFV_SHORT_WRITE: return call == CFV_WRITE ? STOPS_HALF_WAY : FAILS;
    case CFV_TORN_WRITE:
    case CFV_POWER_CUT:
    case CFV_POWER_CUT_SCATTERED: plan->isGone = 1; return call == CFV_WRITE ? STOPS_HALF_WAY : FAILS;
    default: return FAILS;
  }
}

void settle(cfv_plan *plan) {
  if (plan->isGone && tracks(plan)) lose_unsynced(plan);
}

// ── What tests call ────────────────────────────────────────────────────────────────────────────────────────────────

cfv_plan *cfv_watch(const char *folder) {
  cfv_plan *plan = calloc(1, sizeof(cfv_plan));
  plan->folder = strdup(folder);
  plan->folderLength = strlen(folder);
  pthread_mutex_init(&plan->lock, NULL);
  pthread_mutex_lock(&plansLock);
  plan->next = plans;
  plans = plan;
  pthread_mutex_unlock(&plansLock);
  return plan;
}

void cfv_unwatch(cfv_plan *plan) {
  pthread_mutex_lock(&plansLock);
  cfv_plan **link = &plans;
  while (*link && *link != plan) link = &(*link)->next;
  if (*link) *link = plan->next;
  pthread_mutex_unlock(&plansLock);
  forget(plan, NULL);
  pthread_mutex_destroy(&plan->lock);
  free(plan->folder);
  free(plan);
}

void cfv_arm(cfv_plan *plan, uint32_t calls, int64_t n, cfv_fault fault, uint64_t seed) {
  pthread_mutex_lock(&plan->lock);
  plan->armedCalls = calls;
  plan->countdown = n;
  plan->fault = fault;
  plan->seed = seed;
  plan->hasFired = 0;
  pthread_mutex_unlock(&plan->lock);
}

void cfv_disarm(cfv_plan *plan) {
  pthread_mutex_lock(&plan->lock);
  if (plan->isGone) plan->deadBelow = ++plan->epoch;
  plan->isGone = 0;
  plan->fault = 0;
  forget(plan, NULL);
  pthread_mutex_unlock(&plan->lock);
}

int64_t cfv_count(cfv_plan *plan, uint32_t calls) {
  pthread_mutex_lock(&plan->lock);
  int64_t sum = 0;
  for (int kind = 0; kind < CALL_KINDS; kind++) {
    if (calls & (1u << kind)) sum += plan->counts[kind];
  }
  pthread_mutex_unlock(&plan->lock);
  return sum;
}

int cfv_has_fired(cfv_plan *plan) {
  pthread_mutex_lock(&plan->lock);
  int hasFired = plan->hasFired;
  pthread_mutex_unlock(&plan->lock);
  return hasFired;
}
