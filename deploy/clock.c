/*
 * Gives a process a clock of its own: its time of day is shifted by the number of seconds in the
 * file CLOCK_FILE, such as +10800, which is read five times a second. The monotonic clock
 * (CLOCK_MONOTONIC) is not affected, as when an administrator sets the clock of a machine. Load it
 * with LD_PRELOAD:
 *
 *   cc -O2 -shared -fPIC -o clock.so deploy/clock.c
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t REREAD_NANOS = 200000000;

/* A later deadline is a time of day, because no machine has an uptime of thirty years. */
static const time_t LONGEST_UPTIME = 1000000000;

static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_cond_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
static const char *file;
static int64_t off;
static int64_t read_at;

__attribute__((constructor)) static void begin(void) {
  real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  real_cond_timedwait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
  if (!real_cond_timedwait) real_cond_timedwait = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  file = getenv("CLOCK_FILE");
}

static void reread(void) {
  char text[32];
  int opened = open(file, O_RDONLY | O_CLOEXEC);
  if (opened < 0) return;
  ssize_t length = read(opened, text, sizeof text - 1);
  close(opened);
  if (length <= 0) return;
  text[length] = 0;
  __atomic_store_n(&off, strtoll(text, NULL, 10), __ATOMIC_RELAXED);
}

static int64_t seconds_off(void) {
  struct timespec now;
  if (!file) return 0;
  real_clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  int64_t nanos = now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
  int64_t last = __atomic_load_n(&read_at, __ATOMIC_RELAXED);
  if (last == 0 || nanos - last > REREAD_NANOS) {
    /* One thread reads the file, the others do not wait. */
    if (__atomic_compare_exchange_n(&read_at, &last, nanos, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
      reread();
  }
  return __atomic_load_n(&off, __ATOMIC_RELAXED);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (!real_clock_gettime) begin();
  int result = real_clock_gettime(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    time->tv_sec += seconds_off();
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

/* The kernel's clock did not jump, so a deadline by this clock is converted to the kernel's. */
int pthread_cond_timedwait(pthread_cond_t *restrict cond, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict deadline) {
  struct timespec real = *deadline;
  if (!real_cond_timedwait) begin();
  if (real.tv_sec > LONGEST_UPTIME) real.tv_sec -= seconds_off();
  return real_cond_timedwait(cond, mutex, &real);
}
