/* test-packed.c: history that is packed reads as rows do, whatever is put, corrected, removed and packed in whatever
 * order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-fixture.h"
#include "vigie-store-private.h"

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

static gint64
count (VigieStore *store, const char *sql)
{
  sqlite3_stmt *statement;
  gint64 n;

  g_assert_cmpint (sqlite3_prepare_v2 (store->writer.db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
run_sql (VigieStore *store, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (store->writer.db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static guint
pack_all (VigieStore *store, VigieTime before)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;
  guint n = 0;

  for (; more; n++)
    {
      g_assert_true (vigie_store_pack (store, before, &more, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n, <, 1000);
    }
  return n;
}

/* ---- A model: what rows alone would have --------------------------------------------------------- */

#define N_MEASURES 3

typedef struct
{
  GArray *history[N_MEASURES]; /* VigieReading, ascending */
  VigieTime latest[N_MEASURES];
  GRand *rand;
} Model;

static GArray *
new_history (void)
{
  GArray *history = g_array_new (FALSE, TRUE, sizeof (VigieReading));

  g_array_set_clear_func (history, (GDestroyNotify) vigie_reading_clear);
  return history;
}

static guint
model_find (const GArray *history, VigieTime time)
{
  guint i = 0, end = history->len;

  while (i < end)
    {
      guint middle = i + (end - i) / 2;

      if (g_array_index (history, VigieReading, middle).time < time)
        i = middle + 1;
      else
        end = middle;
    }
  return i;
}

/* Whether it was not there, or other. */
static gboolean
model_put (GArray *history, const VigieReading *reading)
{
  guint i = model_find (history, reading->time);
  VigieReading copy = VIGIE_READING_NONE;

  if (i < history->len && g_array_index (history, VigieReading, i).time == reading->time)
    {
      if (fixture_same_reading (&g_array_index (history, VigieReading, i), reading))
        return FALSE;
      vigie_reading_copy_into (reading, &g_array_index (history, VigieReading, i));
      return TRUE;
    }
  vigie_reading_copy_into (reading, &copy);
  g_array_insert_val (history, i, copy);
  return TRUE;
}

static VigieReading
make_reading (GRand *rand, VigieTime time)
{
  VigieReading reading = fixture_reading (time, g_rand_int_range (rand, -50, 5000) / 100.0);

  if (g_rand_int_range (rand, 0, 3) == 0)
    reading.start = time - g_rand_int_range (rand, 0, 20) * VIGIE_MINUTE;
  if (g_rand_int_range (rand, 0, 9) == 0)
    reading.result_time = VIGIE_TIME_NONE;
  switch (g_rand_int_range (rand, 0, 40))
    {
    case 0:
      reading.type = VIGIE_VALUE_TEXT;
      reading.number = NAN;
      reading.text = g_strdup ("ouvert");
      break;
    case 1:
      reading.type = VIGIE_VALUE_BOOLEAN;
      reading.number = 1;
      break;
    case 2:
      reading.type = VIGIE_VALUE_NONE;
      reading.number = NAN;
      break;
    case 3:
      reading.number = g_rand_double (rand) * 1e9;
      break;
    case 4:
      reading.type = VIGIE_VALUE_JSON;
      reading.number = NAN;
      reading.text = g_strdup ("{}");
      break;
    default:
      break;
    }
  return reading;
}

/* Some of the time of the history, at its minutes. */
static VigieTime
make_time (GRand *rand)
{
  return START + g_rand_int_range (rand, 0, 12000) * VIGIE_MINUTE;
}

static void
check_measure (Model *model, VigieStore *store, guint m, VigieTime from, VigieTime to, guint limit)
{
  g_autofree char *id = g_strdup_printf ("%u", m + 1);
  const GArray *want = model->history[m];
  guint first = model_find (want, from), end = MAX (model_find (want, to), first), n, skip;
  g_autoptr (GArray) history = fixture_history (store, id, from, to, limit);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieSeries) series = NULL;
  gboolean cut, has_start = FALSE;

  n = MIN (end - first, limit);
  g_assert_cmpuint (history->len, ==, n);
  for (guint i = 0; i < n; i++)
    if (!fixture_same_reading (&g_array_index (history, VigieReading, i),
                               &g_array_index (want, VigieReading, first + i)))
      g_error ("reading %u of %u is another", i, n);

  series = vigie_store_read_series (store, id, from, to, limit, NULL, &cut, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n, ==, n);
  g_assert_cmpint (cut, ==, end - first > limit);
  skip = end - first - n;
  for (guint i = 0; i < n; i++)
    {
      const VigieReading *reading = &g_array_index (want, VigieReading, first + skip + i);

      g_assert_cmpint (series->times[i], ==, reading->time);
      g_assert_true (series->values[i] == reading->number
                     || (isnan (series->values[i]) && isnan (reading->number)));
      g_assert_cmpint (series->starts != NULL ? series->starts[i] : VIGIE_TIME_NONE, ==,
                       reading->start);
      has_start = has_start || reading->start != VIGIE_TIME_NONE;
    }
  /* Where the one that has a start was cut off, or is hidden, there may be an array of none. */
  g_assert_true (!has_start || series->starts != NULL);
}

static void
check_all (Model *model, VigieStore *store)
{
  for (guint m = 0; m < N_MEASURES; m++)
    {
      check_measure (model, store, m, G_MININT64, G_MAXINT64, G_MAXUINT);
      for (int i = 0; i < 4; i++)
        {
          VigieTime from = make_time (model->rand), to = make_time (model->rand);

          check_measure (model, store, m, from, to,
                         (guint) g_rand_int_range (model->rand, 0, i % 2 ? 10 : 5000));
        }
      check_measure (model, store, m, make_time (model->rand), G_MAXINT64, 100);
      check_measure (model, store, m, G_MININT64, make_time (model->rand), 1);
    }
}

static void
step (Model *model, Fixture *fixture)
{
  GRand *rand = model->rand;
  guint m = (guint) g_rand_int_range (rand, 0, N_MEASURES);
  g_autofree char *id = g_strdup_printf ("%u", m + 1);
  g_autoptr (GError) error = NULL;
  VigieStore *store = fixture->store;
  VigieTime time = make_time (rand);

  switch (g_rand_int_range (rand, 0, 14))
    {
    case 0:
    case 1:
    case 2:
    case 3: /* a page, in some order, with some twice */
    case 4:
      {
        g_autoptr (GArray) page = new_history ();
        guint n = (guint) g_rand_int_range (rand, 1, 900), want_changed = 0, n_changed;
        int order = g_rand_int_range (rand, 0, 3);

        for (guint i = 0; i < n; i++)
          {
            VigieReading reading = make_reading (
                rand, order == 2 ? make_time (rand)
                                 : time + (gint64) (order == 0 ? i : n - i) * 3 * VIGIE_MINUTE);

            g_array_append_val (page, reading);
          }
        fixture_begin (store);
        g_assert_true (vigie_store_put_history (store, id, (VigieReading *) (void *) page->data,
                                                page->len, &n_changed, &error));
        g_assert_no_error (error);
        if (g_rand_int_range (rand, 0, 12) == 0)
          {
            vigie_store_rollback (store);
            break;
          }
        fixture_commit (store);
        for (guint i = 0; i < n; i++)
          want_changed += model_put (model->history[m], &g_array_index (page, VigieReading, i));
        if (order != 2)
          g_assert_cmpuint (n_changed, ==, want_changed);
        /* The same again is nothing new. */
        if (g_rand_int_range (rand, 0, 4) == 0 && order != 2)
          {
            fixture_begin (store);
            g_assert_true (vigie_store_put_history (store, id, (VigieReading *) (void *) page->data,
                                                    page->len, &n_changed, &error));
            fixture_commit (store);
            g_assert_cmpuint (n_changed, ==, 0);
          }
        break;
      }
    case 5:
    case 6: /* what comes by increments; late ones and corrections among them */
      for (int i = 0; i < 40; i++)
        {
          VigieReading reading = make_reading (rand, time + i * VIGIE_MINUTE * (m + 1));
          gboolean changed, newest;

          fixture_begin (store);
          g_assert_true (
              vigie_store_put_reading (store, id, &reading, NULL, &changed, &newest, &error));
          fixture_commit (store);
          g_assert_cmpint (newest, ==, reading.time >= model->latest[m]);
          g_assert_cmpint (changed, ==, model_put (model->history[m], &reading));
          model->latest[m] = MAX (model->latest[m], reading.time);
          vigie_reading_clear (&reading);
        }
      break;
    case 7: /* what there is, again */
      for (int i = 0; i < 30 && model->history[m]->len > 0; i++)
        {
          const VigieReading *reading
              = &g_array_index (model->history[m], VigieReading,
                                (guint) g_rand_int_range (rand, 0, (int) model->history[m]->len));
          guint n_changed;

          fixture_begin (store);
          g_assert_true (vigie_store_put_history (store, id, reading, 1, &n_changed, &error));
          fixture_commit (store);
          g_assert_cmpuint (n_changed, ==, 0);
        }
      break;
    case 8:
    case 9:
    case 10:
      pack_all (store, time);
      break;
    case 11: /* nothing later on the server, or nothing at all */
      {
        gboolean is_all = g_rand_int_range (rand, 0, 6) == 0;
        guint i = is_all ? 0 : model_find (model->history[m], time + 1);

        if (g_rand_int_range (rand, 0, 3) != 0)
          break;
        fixture_begin (store);
        g_assert_true (
            vigie_store_forget_readings (store, id, is_all ? VIGIE_TIME_NONE : time, &error));
        fixture_commit (store);
        g_array_remove_range (model->history[m], i, model->history[m]->len - i);
        model->latest[m] = VIGIE_TIME_NONE;
        break;
      }
    case 12:
      if (g_rand_int_range (rand, 0, 3) != 0)
        break;
      time = START + (time - START) / 4;
      g_assert_true (vigie_store_purge (store, time, NULL, &error));
      for (m = 0; m < N_MEASURES; m++)
        g_array_remove_range (model->history[m], 0, model_find (model->history[m], time));
      break;
    default:
      fixture_reopen (fixture);
      break;
    }
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  for (guint32 seed = 1; seed <= 6; seed++)
    {
      Model model = {.rand = g_rand_new_with_seed (seed)};

      fixture_begin (fixture->store);
      g_assert_true (vigie_store_forget_all_readings (fixture->store, NULL));
      fixture_put_territory (fixture->store, 1, N_MEASURES);
      for (guint m = 0; m < N_MEASURES; m++)
        {
          g_autofree char *id = g_strdup_printf ("%u", m + 1);
          /* Of one measure all is old enough to be packed as it comes, of one nothing. */
          VigieReading reading = fixture_reading (START
                                                      + (m == 0   ? 30 * VIGIE_DAY
                                                         : m == 1 ? 5 * VIGIE_DAY
                                                                  : 0),
                                                  1);

          model.history[m] = new_history ();
          g_assert_true (
              vigie_store_put_reading (fixture->store, id, &reading, NULL, NULL, NULL, NULL));
          g_assert_true (vigie_store_forget_readings (fixture->store, id, VIGIE_TIME_NONE, NULL));
          g_assert_true (
              vigie_store_put_reading (fixture->store, id, &reading, NULL, NULL, NULL, NULL));
          model_put (model.history[m], &reading);
          model.latest[m] = reading.time;
        }
      fixture_commit (fixture->store);
      for (int i = 0; i < 120; i++)
        {
          step (&model, fixture);
          if (i % 6 == 0)
            check_all (&model, fixture->store);
        }
      pack_all (fixture->store, G_MAXINT64);
      check_all (&model, fixture->store);
      g_test_message ("seed %u: %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT
                      " in %" G_GINT64_FORMAT " blocks",
                      seed, count (fixture->store, "SELECT count (*) FROM history"),
                      count (fixture->store, "SELECT coalesce (sum (n), 0) FROM pack"),
                      count (fixture->store, "SELECT count (*) FROM pack"));
      g_assert_cmpint (count (fixture->store, "SELECT coalesce (sum (n), 0) FROM pack"), >, 500);
      g_rand_free (model.rand);
      for (guint m = 0; m < N_MEASURES; m++)
        g_array_unref (model.history[m]);
    }
}

/* ---- What it is for ------------------------------------------------------------------------------ */

/* @n readings of the measure, one each ten minutes up to START, a few at a time so that they become rows. */
static void
put_rows (VigieStore *store, const char *id, guint n)
{
  fixture_begin (store);
  for (guint i = 0; i < n; i++)
    {
      VigieReading reading
          = fixture_reading (START - (gint64) (n - i) * 10 * VIGIE_MINUTE, i % 700 / 10.0);

      g_assert_true (vigie_store_put_history (store, id, &reading, 1, NULL, NULL));
    }
  fixture_commit (store);
}

/* Full blocks, few rows left; what came since is packed with what is there; nothing is done twice. */
static void
test_packs (Fixture *fixture, gconstpointer data)
{
  VigieStore *store = fixture->store;
  int changes;

  fixture_begin (store);
  fixture_put_territory (store, 1, 3);
  fixture_commit (store);
  put_rows (store, "1", 10000);
  put_rows (store, "2", 100);
  pack_all (store, START - VIGIE_DAY);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE measure = 1"), ==, 144 + 1);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE measure = 2"), ==, 100 + 1);
  g_assert_cmpint (count (store, "SELECT count (*) FROM pack"), <=, 4);
  changes = sqlite3_total_changes (store->writer.db);
  pack_all (store, START - VIGIE_DAY);
  g_assert_cmpint (sqlite3_total_changes (store->writer.db), ==, changes);
  /* A day more is just enough. */
  pack_all (store, START - VIGIE_MINUTE);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE measure = 1"), ==, 1);
  g_assert_cmpint (count (store, "SELECT count (*) FROM pack"), <=, 4);
  /* One late reading is one row, then none. */
  fixture_begin (store);
  {
    VigieReading late = fixture_reading (START - 20 * VIGIE_DAY + VIGIE_SECOND, 5);

    g_assert_true (vigie_store_put_history (store, "1", &late, 1, NULL, NULL));
  }
  fixture_commit (store);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE measure = 1"), ==, 2);
  pack_all (store, START - VIGIE_DAY);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE measure = 1"), ==, 1);
  g_assert_cmpint (count (store, "SELECT sum (n) FROM pack"), ==, 10001);
}

/* A page of what is long past becomes blocks as it comes. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) page = new_history ();
  VigieStore *store = fixture->store;
  guint n_changed;

  fixture_begin (store);
  fixture_put_territory (store, 1, 3);
  for (guint i = 0; i < 4000; i++)
    {
      VigieReading reading
          = fixture_reading (START + VIGIE_MINUTE - (gint64) i * 10 * VIGIE_MINUTE, i);

      g_array_append_val (page, reading);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (vigie_store_put_history (
          store, "1", (VigieReading *) (void *) page->data + 1000 * i, 1000, &n_changed, NULL));
      g_assert_cmpuint (n_changed, ==, 1000);
    }
  fixture_commit (store);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE measure = 1"), ==, 290);
  g_assert_cmpint (count (store, "SELECT count (*) FROM pack"), <=, 3);
}

/* Texts are rows for ever, and cost no time. */
static void
test_texts (Fixture *fixture, gconstpointer data)
{
  VigieStore *store = fixture->store;

  fixture_begin (store);
  fixture_put_territory (store, 1, 1);
  for (guint i = 0; i < 3000; i++)
    {
      VigieReading reading = fixture_reading (START - 3000 * VIGIE_MINUTE + i * VIGIE_MINUTE, 1);

      reading.type = i % 2 ? VIGIE_VALUE_BOOLEAN : VIGIE_VALUE_TEXT;
      reading.text = (char *) (i % 2 ? NULL : "ouvert");
      g_assert_true (vigie_store_put_history (store, "1", &reading, 1, NULL, NULL));
    }
  fixture_commit (store);
  pack_all (store, G_MAXINT64);
  g_assert_cmpint (count (store, "SELECT count (*) FROM pack"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history"), ==, 3001);
}

/* How long is said by the role. */
static gint64
kept (VigieRole role)
{
  return role == VIGIE_ROLE_CONSUMPTION ? 300 * VIGIE_DAY : 30 * VIGIE_DAY;
}

static void
test_kept_by_role (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VigieMeasureData) sixth = fixture_measure (5, 0);
  VigieStore *store = fixture->store;
  g_autoptr (GError) error = NULL;

  fixture_begin (store);
  fixture_put_territory (store, 1, 10);
  for (guint i = 0; i < 2; i++)
    {
      const char *id = i == 0 ? "1" : "6";

      g_assert_true (vigie_store_add_known (store, id, START - 400 * VIGIE_DAY, START, NULL));
    }
  fixture_commit (store);
  g_assert_cmpint (sixth->role, ==, VIGIE_ROLE_CONSUMPTION);
  put_rows (store, "1", 144 * 60);
  put_rows (store, "6", 144 * 60);
  pack_all (store, START - 10 * VIGIE_DAY);
  g_assert_true (vigie_store_purge_by_role (store, START, kept, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      const char *id = i == 0 ? "1" : "6";
      g_autoptr (VigieSeries) series
          = vigie_store_read_series (store, id, G_MININT64, START, G_MAXUINT, NULL, NULL, NULL);

      g_assert_cmpuint (series->n, ==, 144 * (i == 0 ? 30 : 60));
      g_assert_cmpint (series->known[0].from, ==, START - (i == 0 ? 30 : 300) * VIGIE_DAY);
    }
}

/* ---- Damage -------------------------------------------------------------------------------------- */

/* A block that is not what it should be is refused, by all that need it, and the file is noted as damaged. */
static void
test_damage (void)
{
  static const char *const table[] = {
      "UPDATE pack SET data = zeroblob (100)",
      "UPDATE pack SET data = x''",
      "UPDATE pack SET data = 'text'",
      "UPDATE pack SET data = 12",
      "UPDATE pack SET data = substr (data, 1, length (data) - 1)",
      "UPDATE pack SET n = n - 1",
      "UPDATE pack SET n = 0",
      "UPDATE pack SET n = 1 << 40",
      "UPDATE pack SET n = -1",
      "UPDATE pack SET since = since + 1",
      "UPDATE pack SET last = since - 1",
      "UPDATE pack SET last = last + 1000000000000000",
      "INSERT INTO pack (measure, since, last, n, data) SELECT measure, since + 5, last, n, data FROM pack",
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      char *folder = fixture_folder ();
      VigieStore *store = fixture_open (folder);
      g_autofree char *damaged = g_strconcat (vigie_store_get_path (store), ".damaged", NULL);
      g_autoptr (GError) error = NULL;
      VigieReading late = fixture_reading (START - 5 * VIGIE_DAY + 1, 1);
      gboolean more;

      fixture_begin (store);
      fixture_put_territory (store, 1, 1);
      fixture_commit (store);
      put_rows (store, "1", 2000);
      pack_all (store, START);
      run_sql (store, table[i]);
      g_assert_null (
          vigie_store_get_history (store, "1", G_MININT64, G_MAXINT64, G_MAXUINT, &error));
      g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED);
      g_assert_nonnull (strstr (error->message, vigie_store_get_path (store)));
      g_clear_error (&error);
      g_assert_true (g_file_test (damaged, G_FILE_TEST_EXISTS));
      g_assert_null (vigie_store_read_series (store, "1", START - 5 * VIGIE_DAY, G_MAXINT64,
                                              G_MAXUINT, NULL, NULL, &error));
      g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED);
      g_clear_error (&error);
      /* A late reading is put, or says so: what is there is not lost silently. */
      fixture_begin (store);
      if (vigie_store_put_reading (store, "1", &late, NULL, NULL, NULL, &error))
        {
          fixture_commit (store);
          vigie_store_pack (store, START, &more, &error);
        }
      else
        {
          vigie_store_rollback (store);
        }
      if (error != NULL)
        g_assert_error (error, VIGIE_STORE_ERROR, VIGIE_STORE_ERROR_DAMAGED);
      vigie_store_close (store);
      /* The next one begins anew. */
      {
        g_autofree char *set_aside = NULL;

        g_clear_error (&error);
        store = vigie_store_open (folder, ADDRESS, &set_aside, &error);
        g_assert_no_error (error);
        g_assert_nonnull (set_aside);
        vigie_store_close (store);
      }
      fixture_remove (folder);
    }
}

/* ---- Threads ------------------------------------------------------------------------------------- */

typedef struct
{
  VigieStore *store;
  gint stop;   /* atomic */
  gint n_read; /* atomic */
} Reader;

static gpointer
read_thread (gpointer data)
{
  Reader *reader = data;
  const char *const ids[] = {"1", "2", "3"};

  while (!g_atomic_int_get (&reader->stop))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) all = vigie_store_read_many_series (
          reader->store, ids, 3, G_MININT64, START - VIGIE_MINUTE, G_MAXUINT, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < 3; i++)
        {
          const VigieSeries *series = g_ptr_array_index (all, i);

          g_assert_cmpuint (series->n, ==, 10000);
          for (guint j = 0; j < series->n; j++)
            {
              g_assert_cmpint (series->times[j], ==,
                               START - (gint64) (10000 - j) * 10 * VIGIE_MINUTE);
              g_assert_cmpfloat (series->values[j], ==, j % 700 / 10.0);
            }
        }
      g_atomic_int_inc (&reader->n_read);
    }
  return NULL;
}

/* Whoever reads sees every reading once, at every moment, with more threads than connections. */
static void
test_readers (Fixture *fixture, gconstpointer data)
{
  Reader readers[VIGIE_STORE_READERS + 2];
  GThread *threads[G_N_ELEMENTS (readers)];
  const char *const ids[] = {"1", "2", "3"};

  fixture_begin (fixture->store);
  fixture_put_territory (fixture->store, 1, 3);
  fixture_commit (fixture->store);
  for (guint i = 0; i < 3; i++)
    put_rows (fixture->store, ids[i], 10000);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      readers[i] = (Reader) {.store = fixture->store};
      threads[i] = g_thread_new ("read", read_thread, &readers[i]);
    }
  for (int i = 60; i >= 0; i--)
    pack_all (fixture->store, START - i * VIGIE_DAY);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      while (g_atomic_int_get (&readers[i].n_read) == 0)
        g_thread_yield ();
      g_atomic_int_set (&readers[i].stop, TRUE);
      g_thread_join (threads[i]);
    }
  g_assert_cmpint (count (fixture->store, "SELECT sum (n) FROM pack"), >, 29000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/packed/random", test_random);
  ADD ("/store/packed/packs", test_packs);
  ADD ("/store/packed/page", test_page);
  ADD ("/store/packed/texts", test_texts);
  ADD ("/store/packed/kept-by-role", test_kept_by_role);
  g_test_add_func ("/store/packed/damage", test_damage);
  ADD ("/store/packed/readers", test_readers);
  return g_test_run ();
}
