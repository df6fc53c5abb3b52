/* vigie-energy-model.c: what the energy page tells of: a selection over a period, with what it is compared with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-words.h"

/* So many servers are remembered, the last ones. */
#define MAX_SERVERS 50

enum
{
  SIGNAL_PLAN_CHANGED,
  SIGNAL_PERIOD_CHANGED,
  SIGNAL_CHANGED,
  SIGNAL_HABIT_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieEnergyModel, vigie_energy_model, G_TYPE_OBJECT)

/* ---- Remembered for each server -------------------------------------------------------------- */

static const char *const unit_names[] = {
    [VIGIE_PERIOD_DAY] = "day",   [VIGIE_PERIOD_WEEK] = "week", [VIGIE_PERIOD_MONTH] = "month",
    [VIGIE_PERIOD_YEAR] = "year", [VIGIE_PERIOD_FREE] = "free",
};

/* "week|commune=56098": the unit, or "2026-11-01/2026-11-15" of free days, then what is chosen. */
static char *
to_string (VigieEnergyModel *self)
{
  VigieLocalTime first, last;

  if (self->period.unit != VIGIE_PERIOD_FREE)
    return g_strdup_printf ("%s|%s", unit_names[self->period.unit], self->wanted);
  first = vigie_time_to_local (self->period.from, vigie_words_default_zone ());
  last = vigie_time_to_local (self->period.to - 1, vigie_words_default_zone ());
  return g_strdup_printf ("%04d-%02d-%02d/%04d-%02d-%02d|%s", first.year, first.month, first.day,
                          last.year, last.month, last.day, self->wanted);
}

/* Noon of the local day that @text ("2026-11-01") names. */
static gboolean
parse_day (const char *text, gsize length, VigieTime *time)
{
  g_autofree char *instant = g_strdup_printf ("%.*sT11:00:00Z", (int) MIN (length, 10), text);

  return length == 10 && vigie_time_parse (instant, -1, time);
}

static gboolean
parse_days (const char *text, gsize length, VigiePeriod *period)
{
  VigieTime first, last;

  if (length != 21 || text[10] != '/' || !parse_day (text, 10, &first)
      || !parse_day (text + 11, 10, &last))
    return FALSE;
  *period = vigie_period_free (first, last, NULL);
  return TRUE;
}

static void
from_string (VigieEnergyModel *self, const char *text)
{
  const char *bar = strchr (text, '|');
  gsize length = bar != NULL ? (gsize) (bar - text) : strlen (text);
  VigieTime now = vigie_energy_model_get_now (self);
  VigiePeriodUnit unit = VIGIE_PERIOD_WEEK;

  g_set_str (&self->wanted, bar != NULL ? bar + 1 : "");
  self->follows = !parse_days (text, length, &self->period);
  if (!self->follows)
    return;
  for (guint i = 0; i < VIGIE_PERIOD_FREE; i++)
    if (strlen (unit_names[i]) == length && strncmp (unit_names[i], text, length) == 0)
      unit = i;
  self->period = vigie_period_at (now, unit, NULL);
}

static void
save (VigieEnergyModel *self)
{
  GSettings *settings = vigie_context_get_settings (self->context);
  g_autoptr (GVariant) former = NULL;
  g_autofree char *now = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *server, *kept;
  gsize n;

  if (self->server == NULL || self->apart)
    return;
  former = g_settings_get_value (settings, "energy-views");
  now = to_string (self);
  if (g_variant_lookup (former, self->server, "&s", &kept) && g_str_equal (kept, now))
    return;
  n = g_variant_n_children (former);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, former);
  while (g_variant_iter_next (&iter, "{&s&s}", &server, &kept))
    if (n-- < MAX_SERVERS && !g_str_equal (server, self->server))
      g_variant_builder_add (&builder, "{ss}", server, kept);
  g_variant_builder_add (&builder, "{ss}", self->server, now);
  g_settings_set_value (settings, "energy-views", g_variant_builder_end (&builder));
}

static void
restore (VigieEnergyModel *self)
{
  g_autoptr (GVariant) kept
      = g_settings_get_value (vigie_context_get_settings (self->context), "energy-views");
  const char *text = "week|";

  g_set_str (&self->server, vigie_context_get_server (self->context));
  if (self->server != NULL && !self->apart)
    g_variant_lookup (kept, self->server, "&s", &text);
  from_string (self, text);
}

/* ---- What is chosen -------------------------------------------------------------------------- */

VigieTime
vigie_energy_model_get_now (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), 0);
  return vigie_clock_now (self->territory != NULL ? vigie_territory_get_clock (self->territory)
                                                  : vigie_context_get_clock (self->context));
}

static void
set_period (VigieEnergyModel *self, VigiePeriod period)
{
  VigieTime now = vigie_energy_model_get_now (self);

  self->follows = period.unit != VIGIE_PERIOD_FREE && period.from <= now && now < period.to;
  if (period.unit == self->period.unit && period.from == self->period.from
      && period.to == self->period.to)
    return;
  self->period = period;
  vigie_energy_model_forget (self);
  save (self);
  g_signal_emit (self, signals[SIGNAL_PERIOD_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  vigie_energy_model_queue_reads (self);
}

const VigiePeriod *
vigie_energy_model_get_period (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return &self->period;
}

void
vigie_energy_model_set_unit (VigieEnergyModel *self, VigiePeriodUnit unit)
{
  VigieTime now;

  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));
  g_return_if_fail (unit < VIGIE_PERIOD_FREE);

  now = vigie_energy_model_get_now (self);
  if (now < self->period.from || now >= self->period.to)
    now = self->period.from;
  set_period (self, vigie_period_at (now, unit, NULL));
}

void
vigie_energy_model_set_days (VigieEnergyModel *self, gint64 first_day, gint64 last_day)
{
  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  /* Late morning in UTC is of the same day in Paris. */
  set_period (self, vigie_period_free (first_day * VIGIE_DAY + 11 * VIGIE_HOUR,
                                       last_day * VIGIE_DAY + 11 * VIGIE_HOUR, NULL));
}

gboolean
vigie_energy_model_has_next (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), FALSE);
  return self->period.to <= vigie_energy_model_get_now (self);
}

void
vigie_energy_model_step (VigieEnergyModel *self, int n)
{
  VigiePeriod period;

  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  period = vigie_period_step (&self->period, n, NULL);
  if (n > 0 && period.from > vigie_energy_model_get_now (self))
    return;
  set_period (self, period);
}

void
vigie_energy_model_show_present (VigieEnergyModel *self)
{
  VigiePeriodUnit unit;

  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  unit = self->period.unit != VIGIE_PERIOD_FREE ? self->period.unit : VIGIE_PERIOD_WEEK;
  set_period (self, vigie_period_at (vigie_energy_model_get_now (self), unit, NULL));
}

void
vigie_energy_model_tick (VigieEnergyModel *self)
{
  VigieTime now;

  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  now = vigie_energy_model_get_now (self);
  if (self->follows && now >= self->period.to)
    set_period (self, vigie_period_at (now, self->period.unit, NULL));
  vigie_energy_model_refresh (self);
}

void
vigie_energy_model_choose (VigieEnergyModel *self, const char *text)
{
  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->wanted, text))
    return;
  vigie_energy_model_forget (self);
  save (self);
  vigie_energy_model_select (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

GPtrArray *
vigie_energy_model_get_choices (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->choices;
}

VigieEnergyChoice *
vigie_energy_model_get_choice (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->choice;
}

/* ---- What is known --------------------------------------------------------------------------- */

VigieEnergyPlan *
vigie_energy_model_get_plan (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->plan;
}

VigieEnergyPlan *
vigie_energy_model_get_whole_plan (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->whole;
}

static VigieEnergyResult *
get_slot (VigieEnergyModel *self, guint slot)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->slots[slot].result;
}

VigieEnergyResult *
vigie_energy_model_get_result (VigieEnergyModel *self)
{
  return get_slot (self, VIGIE_ENERGY_READ_CURRENT);
}

VigieEnergyResult *
vigie_energy_model_get_before (VigieEnergyModel *self)
{
  return get_slot (self, VIGIE_ENERGY_READ_BEFORE);
}

VigieEnergyResult *
vigie_energy_model_get_last_year (VigieEnergyModel *self)
{
  return get_slot (self, VIGIE_ENERGY_READ_LAST_YEAR);
}

VigieEnergyResult *
vigie_energy_model_get_year (VigieEnergyModel *self)
{
  return get_slot (self, VIGIE_ENERGY_READ_YEAR);
}

guint
vigie_energy_model_get_n_habits (VigieEnergyModel *self)
{
  guint n = 0;

  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), 0);
  for (guint i = VIGIE_ENERGY_READ_HABIT; i < VIGIE_ENERGY_N_READ; i++)
    n += self->slots[i].result != NULL;
  return n;
}

VigieEnergyResult *
vigie_energy_model_get_habit (VigieEnergyModel *self, guint index)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  for (guint i = VIGIE_ENERGY_READ_HABIT; i < VIGIE_ENERGY_N_READ; i++)
    if (self->slots[i].result != NULL && index-- == 0)
      return self->slots[i].result;
  return NULL;
}

const char *
vigie_energy_model_get_error (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->error;
}

const char *
vigie_energy_model_get_trouble (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->error != NULL && self->slots[VIGIE_ENERGY_READ_CURRENT].result == NULL
             ? _ ("No history can be read on this computer")
             : NULL;
}

gboolean
vigie_energy_model_is_reading (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), FALSE);
  return self->cancellable != NULL || self->gather != NULL || self->plan_cancellable != NULL;
}

VigieContext *
vigie_energy_model_get_context (VigieEnergyModel *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_MODEL (self), NULL);
  return self->context;
}

/* ---- Where it comes from --------------------------------------------------------------------- */

static void
plan_stale_cb (VigieEnergyModel *self)
{
  self->plan_stale = TRUE;
  vigie_energy_model_queue_plan (self);
}

static void
sync_cb (VigieEnergyModel *self)
{
  VigieSync *sync = vigie_context_get_sync (self->context);
  VigieHistory *history;

  if (sync == self->sync)
    return;
  vigie_energy_model_stop_reads (self);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  history = sync != NULL ? vigie_sync_get_archive (sync) : NULL;
  g_set_object (&self->history, history);
  if (sync == NULL)
    return;
  g_signal_connect_object (sync, "loaded", G_CALLBACK (plan_stale_cb), self, G_CONNECT_SWAPPED);
  vigie_energy_model_queue_reads (self);
}

static void
drop_plan (VigieEnergyModel *self)
{
  vigie_energy_model_stop_plan (self);
  g_clear_pointer (&self->whole, vigie_energy_plan_unref);
  g_clear_pointer (&self->plan, vigie_energy_plan_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->choice);
}

static void
territory_cb (VigieEnergyModel *self)
{
  if (self->territory != NULL)
    g_signal_handlers_disconnect_by_data (self->territory, self);
  g_set_object (&self->territory, vigie_context_get_territory (self->context));
  vigie_energy_model_forget (self);
  drop_plan (self);
  restore (self);
  sync_cb (self);
  if (self->territory != NULL)
    {
      g_signal_connect_object (self->territory, "items-changed", G_CALLBACK (plan_stale_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->territory, "notify::n-measures", G_CALLBACK (plan_stale_cb),
                               self, G_CONNECT_SWAPPED);
    }
  plan_stale_cb (self);
  g_signal_emit (self, signals[SIGNAL_PERIOD_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_PLAN_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vigie_energy_model_set_active (VigieEnergyModel *self, gboolean active)
{
  g_return_if_fail (VIGIE_IS_ENERGY_MODEL (self));

  if (self->active == active)
    return;
  self->active = active;
  if (active)
    {
      vigie_energy_model_queue_plan (self);
      vigie_energy_model_tick (self);
      vigie_energy_model_queue_reads (self);
      return;
    }
  /* A plan that was being made is made anew. */
  self->plan_stale = self->plan_stale || self->gather != NULL || self->plan_cancellable != NULL;
  vigie_energy_model_stop_plan (self);
  vigie_energy_model_stop_reads (self);
}

static void
vigie_energy_model_dispose (GObject *object)
{
  VigieEnergyModel *self = VIGIE_ENERGY_MODEL (object);

  vigie_energy_model_forget (self);
  drop_plan (self);
  g_clear_object (&self->history);
  g_clear_object (&self->sync);
  g_clear_object (&self->territory);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_energy_model_parent_class)->dispose (object);
}

static void
vigie_energy_model_finalize (GObject *object)
{
  VigieEnergyModel *self = VIGIE_ENERGY_MODEL (object);

  g_free (self->wanted);
  g_free (self->server);

  G_OBJECT_CLASS (vigie_energy_model_parent_class)->finalize (object);
}

static void
vigie_energy_model_class_init (VigieEnergyModelClass *klass)
{
  static const char *const names[N_SIGNALS]
      = {"plan-changed", "period-changed", "changed", "habit-changed"};

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_energy_model_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], VIGIE_TYPE_ENERGY_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
vigie_energy_model_init (VigieEnergyModel *self)
{
  self->wanted = g_strdup ("");
}

static VigieEnergyModel *
new_model (VigieContext *context, gboolean apart)
{
  VigieEnergyModel *self = g_object_new (VIGIE_TYPE_ENERGY_MODEL, NULL);

  self->apart = apart;
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::sync", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  territory_cb (self);
  return self;
}

VigieEnergyModel *
vigie_energy_model_new (VigieContext *context)
{
  return new_model (context, FALSE);
}

VigieEnergyModel *
vigie_energy_model_new_apart (VigieContext *context)
{
  return new_model (context, TRUE);
}
