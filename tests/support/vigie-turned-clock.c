/* vigie-turned-clock.c: a library to be loaded before a program (LD_PRELOAD) whose wall clock a test turns while
 * it runs: as when a person sets it, or a laptop wakes up.
 *
 * The file named by VIGIE_CLOCK_FILE holds the offset in µs, as 8 bytes in the machine's order; it is looked at all
 * the time. As the kernel does for a clock that is set, timers on it that ask for that are cancelled. Monotonic time
 * goes on as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 1024

static const _Atomic int64_t *offset; /* µs; NULL: the clock is as it is */
static _Atomic int cancelled[MAX_FD];
static _Atomic int on_wall_clock[MAX_FD];

int clock_gettime (clockid_t id, struct timespec *at);
int gettimeofday (struct timeval *restrict at, void *restrict zone);
time_t time (time_t *at);
int timerfd_create (int id, int flags);
int timerfd_settime (int fd, int flags, const struct itimerspec *set, struct itimerspec *was);
ssize_t read (int fd, void *buffer, size_t size);
int close (int fd);

#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))

static int (*real_gettime) (clockid_t, struct timespec *);
static int (*real_settime) (int, int, const struct itimerspec *, struct itimerspec *);
static ssize_t (*real_read) (int, void *, size_t);

static void *
watch (void *data)
{
  int64_t seen = *offset;

  for (;;)
    {
      usleep (20000);
      if (*offset == seen)
        continue;
      seen = *offset;
      for (int fd = 0; fd < MAX_FD; fd++)
        if (on_wall_clock[fd])
          {
            struct itimerspec at_once = {.it_value.tv_nsec = 1};

            cancelled[fd] = 1;
            real_settime (fd, 0, &at_once, NULL);
          }
    }
  return NULL;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("VIGIE_CLOCK_FILE");
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  void *page;
  pthread_t thread;

  real_gettime = REAL (clock_gettime);
  real_settime = REAL (timerfd_settime);
  real_read = REAL (read);
  if (fd < 0)
    return;
  page = mmap (NULL, sizeof (int64_t), PROT_READ, MAP_SHARED, fd, 0);
  close (fd);
  if (page == MAP_FAILED)
    return;
  offset = page;
  if (pthread_create (&thread, NULL, watch, NULL) == 0)
    pthread_detach (thread);
}

int
clock_gettime (clockid_t id, struct timespec *at)
{
  int done = real_gettime != NULL ? real_gettime (id, at) : REAL (clock_gettime) (id, at);

  if (done == 0 && offset != NULL && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
    {
      int64_t total = (int64_t) at->tv_sec * 1000000 + at->tv_nsec / 1000 + *offset;

      at->tv_sec = total / 1000000;
      at->tv_nsec = total % 1000000 * 1000;
    }
  return done;
}

int
gettimeofday (struct timeval *restrict at, void *restrict zone)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t
time (time_t *at)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (at != NULL)
    *at = now.tv_sec;
  return now.tv_sec;
}

int
timerfd_create (int id, int flags)
{
  int fd = REAL (timerfd_create) (id, flags);

  if (fd >= 0 && fd < MAX_FD)
    on_wall_clock[fd] = id == CLOCK_REALTIME;
  return fd;
}

int
timerfd_settime (int fd, int flags, const struct itimerspec *set, struct itimerspec *was)
{
  struct itimerspec turned = *set;

  if (offset != NULL && fd >= 0 && fd < MAX_FD && on_wall_clock[fd]
      && (flags & TFD_TIMER_ABSTIME) != 0)
    {
      int64_t total
          = (int64_t) set->it_value.tv_sec * 1000000 + set->it_value.tv_nsec / 1000 - *offset;

      turned.it_value.tv_sec = total / 1000000;
      turned.it_value.tv_nsec = total % 1000000 * 1000;
      if (total <= 0)
        turned.it_value = (struct timespec) {0, 1};
    }
  return real_settime (fd, flags, &turned, was);
}

ssize_t
read (int fd, void *buffer, size_t size)
{
  if (fd >= 0 && fd < MAX_FD && on_wall_clock[fd] && atomic_exchange (&cancelled[fd], 0))
    {
      real_read (fd, buffer, size);
      errno = ECANCELED;
      return -1;
    }
  return real_read != NULL ? real_read (fd, buffer, size) : REAL (read) (fd, buffer, size);
}

/* What has the number next is no such timer: a file that was read there failed as if its clock had been set. */
int
close (int fd)
{
  if (fd >= 0 && fd < MAX_FD)
    {
      on_wall_clock[fd] = 0;
      cancelled[fd] = 0;
    }
  return REAL (close) (fd);
}
