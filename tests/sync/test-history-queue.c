/* test-history-queue.c: whose history is fetched next, and which of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "vigie-history-private.h"
#include "vigie-history-queue.h"
#include "vigie-spans.h"

/* ---- What is missing ----------------------------------------------------------------------------- */

/* In minutes: "1-3 5-9". */
static GArray *
parse (const char *text)
{
  GArray *spans = vigie_spans_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    vigie_spans_add (spans, atoi (words[i]) * VIGIE_MINUTE,
                     atoi (strchr (words[i], '-') + 1) * VIGIE_MINUTE);
  return spans;
}

static void
test_missing (void)
{
  const int kept = (int) (VIGIE_HISTORY_KEPT / VIGIE_MINUTE), big = 10 * kept;
  const struct
  {
    const char *known;
    int followed_since; /* -1: never */
    int from, to, now;
    const char *missing;
  } table[] = {
      {"", -1, 10, 50, 100, "10-50"},
      {"20-30", -1, 10, 50, 100, "10-20 30-50"},
      {"0-60", -1, 10, 50, 100, ""},
      /* Nothing of the future. */
      {"", -1, 10, 500, 100, "10-100"},
      {"", -1, 200, 500, 100, ""},
      /* What follows is left to the increments, as far as they do follow. */
      {"10-80", -1, 10, 500, 100, "80-100"},
      {"10-80", 90, 10, 500, 100, "80-100"},
      {"10-80", 80, 10, 500, 100, ""},
      {"10-80", 20, 10, 500, 100, ""},
      {"10-30 60-80", 20, 10, 500, 100, "30-60"},
      {"10-80", 20, 10, 90, 100, "80-90"},
      /* A window that ends just now and stays there. */
      {"10-80", 20, 10, 99, 100, ""},
      {"", 20, 30, 500, 100, "30-100"},
      /* The last moments come by themselves. */
      {"10-99", -1, 10, 500, 100, ""},
      {"10-97", -1, 10, 500, 100, "97-100"},
      {"", -1, 99, 500, 100, "99-100"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) known = parse (table[i].known);
      g_autoptr (GArray) want = parse (table[i].missing);
      VigieSpan followed = {VIGIE_TIME_NONE, VIGIE_TIME_NONE};
      g_autoptr (GArray) missing = NULL;

      if (table[i].followed_since >= 0)
        followed = (VigieSpan) {table[i].followed_since * VIGIE_MINUTE,
                                table[i].now * VIGIE_MINUTE - VIGIE_SECOND};
      missing = vigie_history_find_missing (
          (VigieSpan *) (void *) known->data, known->len, &followed, table[i].from * VIGIE_MINUTE,
          table[i].to * VIGIE_MINUTE, table[i].now * VIGIE_MINUTE, VIGIE_HISTORY_KEPT);
      g_test_message ("row %u", i);
      g_assert_cmpmem (missing->data, missing->len * sizeof (VigieSpan), want->data,
                       want->len * sizeof (VigieSpan));
    }
  {
    /* Nothing that would be purged. */
    VigieSpan followed = {VIGIE_TIME_NONE, VIGIE_TIME_NONE};
    g_autoptr (GArray) missing = vigie_history_find_missing (
        NULL, 0, &followed, 0, G_MAXINT64, big * VIGIE_MINUTE, VIGIE_HISTORY_KEPT);

    g_assert_cmpuint (missing->len, ==, 1);
    g_assert_cmpint (g_array_index (missing, VigieSpan, 0).from, ==, (big - kept) * VIGIE_MINUTE);
  }
  g_assert_cmpint (vigie_history_kept (VIGIE_ROLE_FILL_LEVEL), ==, VIGIE_HISTORY_KEPT);
  g_assert_cmpint (vigie_history_kept (VIGIE_ROLE_TEMPERATURE), ==, VIGIE_HISTORY_KEPT);
  g_assert_cmpint (vigie_history_kept (VIGIE_ROLE_OUTSIDE_TEMPERATURE), >=,
                   (3 * 365 + 31) * VIGIE_DAY);
  g_assert_cmpint (vigie_history_kept (VIGIE_ROLE_STORAGE_CHARGE), ==, VIGIE_HISTORY_KEPT_ENERGY);
}

/* ---- Who is next --------------------------------------------------------------------------------- */

static void
add (GPtrArray *wants, const char *id, int from, int to, gint64 order)
{
  VigieHistoryWant *want = vigie_history_want_new (id, FALSE, VIGIE_MINUTE, VIGIE_HISTORY_KEPT);

  vigie_spans_add (want->spans, from, to);
  want->order = order;
  g_ptr_array_add (wants, want);
}

static GPtrArray *
new_wants (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_history_want_unref);
}

/* The one that is next, told as "id" or "id fill", or "" and until when. */
static void
assert_next (VigieHistoryQueue *queue, gboolean is_up, gint64 now, const char *want, gint64 until)
{
  gboolean is_fill;
  gint64 next;
  g_autoptr (VigieHistoryWant) picked
      = vigie_history_queue_pick (queue, is_up, now, &is_fill, &next);
  g_autofree char *text
      = picked == NULL ? g_strdup ("") : g_strconcat (picked->id, is_fill ? " fill" : "", NULL);

  g_assert_cmpstr (text, ==, want);
  if (picked == NULL)
    g_assert_cmpint (next, ==, until);
}

static VigieHistoryWant *
get_want (VigieHistoryQueue *queue, guint i)
{
  return g_ptr_array_index (queue->wants, i);
}

static void
test_windows (void)
{
  VigieHistoryQueue queue;
  GPtrArray *wants = new_wants ();

  vigie_history_queue_init (&queue);
  assert_next (&queue, TRUE, 100, "", G_MAXINT64);
  add (wants, "a", 0, 10, 1);
  add (wants, "b", 0, 10, 3);
  add (wants, "c", 0, 10, 2);
  vigie_history_queue_set_wants (&queue, wants);
  assert_next (&queue, FALSE, 100, "", G_MAXINT64);
  /* The last one that was opened, but each in its turn. */
  assert_next (&queue, TRUE, 100, "b", 0);
  get_want (&queue, 1)->n_stretches = 1;
  assert_next (&queue, TRUE, 100, "c", 0);
  get_want (&queue, 2)->is_settled = TRUE;
  assert_next (&queue, TRUE, 100, "a", 0);
  vigie_history_queue_get_past (&queue, "a")->wait_until = 200;
  assert_next (&queue, TRUE, 100, "b", 0);
  get_want (&queue, 1)->is_settled = TRUE;
  assert_next (&queue, TRUE, 100, "", 200);
  assert_next (&queue, TRUE, 200, "a", 0);
  queue.wait_until = 300;
  assert_next (&queue, TRUE, 200, "", 300);
  vigie_history_queue_check (&queue, "c");
  assert_next (&queue, TRUE, 300, "c", 0);
  vigie_history_queue_forget_failures (&queue);
  assert_next (&queue, TRUE, 100, "c", 0); /* 2 after 1, and nothing waits */

  /* Others now: how much was fetched of a measure is remembered. */
  wants = new_wants ();
  add (wants, "b", 20, 30, 9);
  add (wants, "d", 0, 10, 4);
  vigie_history_queue_set_wants (&queue, wants);
  assert_next (&queue, TRUE, 100, "d", 0);
  g_assert_true (vigie_history_queue_is_wanted (&queue, "b", &(VigieSpan) {25, 26}));
  g_assert_false (vigie_history_queue_is_wanted (&queue, "b", &(VigieSpan) {5, 6}));
  g_assert_false (vigie_history_queue_is_wanted (&queue, "a", &(VigieSpan) {5, 6}));
  vigie_history_queue_clear (&queue);
}

static void
test_fills (void)
{
  VigieHistoryQueue queue;
  GPtrArray *wants = new_wants ();
  g_autoptr (VigieHistoryWant) first = NULL;
  gboolean is_fill;
  gint64 until;

  vigie_history_queue_init (&queue);
  add (wants, "a", 0, 10, 0);
  add (wants, "b", 0, 10, 0);
  add (wants, "a", 20, 30, 0);
  vigie_history_queue_add_fills (&queue, wants);
  g_assert_cmpuint (queue.fills.length, ==, 2);
  first = vigie_history_queue_pick (&queue, TRUE, 100, &is_fill, &until);
  g_assert_true (is_fill);
  g_assert_cmpstr (first->id, ==, "a");
  g_assert_cmpuint (first->spans->len, ==, 2);
  g_assert_true (vigie_history_queue_is_wanted (&queue, "a", &(VigieSpan) {5, 6}));

  /* Each of them is looked at without a link, once. */
  assert_next (&queue, FALSE, 100, "a fill", 0);
  first->is_checked = TRUE;
  vigie_history_queue_postpone_fill (&queue, first);
  assert_next (&queue, FALSE, 100, "b fill", 0);
  ((VigieHistoryWant *) queue.fills.head->data)->is_checked = TRUE;
  assert_next (&queue, FALSE, 100, "", G_MAXINT64);
  queue.wait_until = 150;
  assert_next (&queue, TRUE, 100, "", 150);
  queue.wait_until = 0;

  /* Windows first; a pause in between; those that wait let others pass. */
  wants = new_wants ();
  add (wants, "w", 0, 10, 1);
  vigie_history_queue_set_wants (&queue, wants);
  assert_next (&queue, TRUE, 100, "w", 0);
  get_want (&queue, 0)->is_settled = TRUE;
  queue.fill_at = 180;
  assert_next (&queue, TRUE, 100, "", 180);
  vigie_history_queue_get_past (&queue, "b")->wait_until = 500;
  assert_next (&queue, TRUE, 180, "a fill", 0);

  /* Wanted more of while it is worked on: that is not removed with it. */
  wants = new_wants ();
  add (wants, "a", 40, 50, 0);
  vigie_history_queue_add_fills (&queue, wants);
  vigie_history_queue_remove_fill (&queue, first);
  g_assert_cmpuint (queue.fills.length, ==, 2);
  g_clear_pointer (&first, vigie_history_want_unref);
  first = vigie_history_queue_pick (&queue, TRUE, 180, &is_fill, &until);
  g_assert_cmpstr (first->id, ==, "a");
  g_assert_cmpuint (first->spans->len, ==, 3);
  vigie_history_queue_remove_fill (&queue, first);
  vigie_history_queue_remove_fill (&queue, first);
  assert_next (&queue, TRUE, 180, "", 500);
  g_assert_false (vigie_history_queue_is_wanted (&queue, "a", &(VigieSpan) {5, 6}));
  vigie_history_queue_clear (&queue);
}

/* Behind windows and before what is filled; all are looked at first; the older demand first, and of it that of which
 * the least came. */
static void
test_demands (void)
{
  VigieHistoryQueue queue;
  GPtrArray *wants = new_wants (), *fills = new_wants (), *again = new_wants ();
  VigieHistoryWant *a, *b, *c;

  vigie_history_queue_init (&queue);
  add (wants, "c", 0, 10, 0);
  add (wants, "b", 0, 10, -1);
  add (wants, "a", 0, 10, 0);
  add (wants, "w", 0, 10, 1);
  c = g_ptr_array_index (wants, 0);
  b = g_ptr_array_index (wants, 1);
  a = g_ptr_array_index (wants, 2);
  a->demand = b->demand = 1;
  c->demand = 2;
  for (guint i = 0; i < wants->len; i++)
    g_ptr_array_add (again, vigie_history_want_ref (g_ptr_array_index (wants, i)));
  add (fills, "f", 0, 10, 0);
  vigie_history_queue_add_fills (&queue, fills);
  vigie_history_queue_set_wants (&queue, wants);

  assert_next (&queue, TRUE, 100, "w", 0);
  get_want (&queue, 3)->is_settled = TRUE;
  assert_next (&queue, TRUE, 100, "a", 0);
  a->is_checked = TRUE;
  assert_next (&queue, TRUE, 100, "b", 0);
  b->is_checked = TRUE;
  assert_next (&queue, TRUE, 100, "c", 0);
  /* Without a link they are looked at all the same, each once. */
  assert_next (&queue, FALSE, 100, "c", 0);
  queue.wait_until = 150;
  assert_next (&queue, TRUE, 100, "c", 0);
  c->is_checked = TRUE;
  assert_next (&queue, FALSE, 100, "f fill", 0);
  queue.wait_until = 0;
  assert_next (&queue, TRUE, 100, "a", 0);
  a->n_stretches = 1;
  assert_next (&queue, TRUE, 100, "b", 0);
  b->n_stretches = 2;
  assert_next (&queue, TRUE, 100, "a", 0);
  vigie_history_queue_get_past (&queue, "a")->wait_until = 500;
  assert_next (&queue, TRUE, 100, "b", 0);
  b->is_settled = TRUE;
  assert_next (&queue, TRUE, 100, "c", 0);

  /* What was settled stays so when others want other things. */
  vigie_history_queue_set_wants (&queue, again);
  get_want (&queue, 3)->is_settled = TRUE;
  assert_next (&queue, TRUE, 100, "c", 0);
  c->is_settled = TRUE;
  assert_next (&queue, TRUE, 100, "f fill", 0);
  assert_next (&queue, TRUE, 600, "a", 0);
  vigie_history_queue_clear (&queue);
}

/* A thousand measures of a server on the same machine are no wait of minutes; a slow one has half of its time. */
static void
test_pace (void)
{
  static const struct
  {
    gint64 took, least, most; /* ms */
  } cases[] = {{0, 5, 20}, {3, 5, 20}, {25, 25, 25}, {150, 150, 150}, {20000, 20000, 20000}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 pause = vigie_history_fill_pause (cases[i].took * G_TIME_SPAN_MILLISECOND);

      g_assert_cmpint (pause, >=, cases[i].least * G_TIME_SPAN_MILLISECOND);
      g_assert_cmpint (pause, <=, cases[i].most * G_TIME_SPAN_MILLISECOND);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/history-queue/missing", test_missing);
  g_test_add_func ("/sync/history-queue/windows", test_windows);
  g_test_add_func ("/sync/history-queue/fills", test_fills);
  g_test_add_func ("/sync/history-queue/demands", test_demands);
  g_test_add_func ("/sync/history-queue/pace", test_pace);
  return g_test_run ();
}
