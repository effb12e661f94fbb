// What koufen uses of libpq.so.5, declared by itself: building needs no headers of PostgreSQL, and nothing is linked.
// The functions are found by their names once the library is loaded.
#ifndef KOUFEN_LIBPQ_FUNCTIONS_H
#define KOUFEN_LIBPQ_FUNCTIONS_H

#include <dlfcn.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;

typedef struct {
  char *keyword, *envvar, *compiled, *val, *label, *dispchar;
  int dispsize;
} PQconninfoOption;

enum { LIBPQ_CONNECTION_OK = 0 };
enum { LIBPQ_ERRORS_DEFAULT = 1, LIBPQ_ERRORS_SQLSTATE = 3 };
enum {
  LIBPQ_COMMAND_OK = 1,
  LIBPQ_TUPLES_OK = 2,
  LIBPQ_PIPELINE_SYNC = 10,
  LIBPQ_PIPELINE_ABORTED = 11
};

#define LIBPQ_FUNCTIONS(F)                                                                                     \
  F(int, PQlibVersion, (void))                                                                                 \
  F(PQconninfoOption *, PQconninfoParse, (const char *conninfo, char **error))                                 \
  F(PQconninfoOption *, PQconndefaults, (void))                                                                \
  F(void, PQconninfoFree, (PQconninfoOption *options))                                                         \
  F(void, PQfreemem, (void *memory))                                                                           \
  F(PGconn *, PQconnectdbParams, (const char *const *keywords, const char *const *values, int expandsName))    \
  F(void, PQreset, (PGconn *connection))                                                                       \
  F(int, PQsetErrorVerbosity, (PGconn *connection, int verbosity))                                             \
  F(void, PQfinish, (PGconn *connection))                                                                      \
  F(PGcancel *, PQgetCancel, (PGconn *connection))                                                             \
  F(void, PQfreeCancel, (PGcancel *cancel))                                                                    \
  F(int, PQcancel, (PGcancel *cancel, char *error, int size))                                                  \
  F(int, PQstatus, (const PGconn *connection))                                                                 \
  F(char *_Nonnull, PQerrorMessage, (const PGconn *connection))                                                        \
  F(char *, PQhost, (const PGconn *connection))                                                                \
  F(int, PQsslInUse, (PGconn *connection))                                                                     \
  F(int, PQsocket, (const PGconn *connection))                                                                 \
  F(int, PQbackendPID, (const PGconn *connection))                                                             \
  F(void *, PQsetNoticeReceiver,                                                                               \
    (PGconn *connection, void (*receiver)(void *context, const PGresult *notice), void *context))              \
  F(int, PQsetnonblocking, (PGconn *connection, int isNonBlocking))                                            \
  F(int, PQenterPipelineMode, (PGconn *connection))                                                            \
  F(int, PQexitPipelineMode, (PGconn *connection))                                                             \
  F(int, PQpipelineSync, (PGconn *connection))                                                                 \
  F(int, PQsendQueryParams,                                                                                    \
    (PGconn *connection, const char *command, int count, const unsigned int *types, const char *const *values, \
     const int *lengths, const int *formats, int resultFormat))                                                \
  F(int, PQflush, (PGconn *connection))                                                                        \
  F(int, PQconsumeInput, (PGconn *connection))                                                                 \
  F(int, PQisBusy, (PGconn *connection))                                                                       \
  F(PGresult *, PQgetResult, (PGconn *connection))                                                             \
  F(PGresult *, PQexec, (PGconn *connection, const char *script))                                              \
  F(int, PQresultStatus, (const PGresult *result))                                                             \
  F(char *, PQresultErrorField, (const PGresult *result, int field))                                           \
  F(char *_Nonnull, PQcmdStatus, (PGresult *result))                                                                   \
  F(int, PQntuples, (const PGresult *result))                                                                  \
  F(int, PQgetisnull, (const PGresult *result, int row, int column))                                           \
  F(char *, PQgetvalue, (const PGresult *result, int row, int column))                                         \
  F(int, PQgetlength, (const PGresult *result, int row, int column))                                           \
  F(void, PQclear, (PGresult *result))

#define LIBPQ_FIELD(result, name, parameters) result (*_Nonnull name) parameters;
typedef struct {
  LIBPQ_FUNCTIONS(LIBPQ_FIELD)
} LibpqFunctions;

// Finds the functions in a library that is loaded; gives the name of the first it lacks, or nothing.
#define LIBPQ_FIND(result, name, parameters) \
  if (!(*(void **)&functions->name = dlsym(library, #name))) return #name;
static inline const char *libpq_find_functions(void *library, LibpqFunctions *functions) {
  LIBPQ_FUNCTIONS(LIBPQ_FIND)
  return 0;
}

#endif
