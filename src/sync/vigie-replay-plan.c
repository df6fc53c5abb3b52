/* vigie-replay-plan.c: whose past is replayed, and how it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vigie-replay-private.h"
#include "vigie-words.h"

/* Measures of a lead up to each are wanted from there on. */
static const gint64 leads[VIGIE_REPLAY_N_LEADS]
    = {6 * VIGIE_HOUR, VIGIE_DAY, 4 * VIGIE_DAY, 11 * VIGIE_DAY};

VigieReplayPlan *
vigie_replay_plan_new (void)
{
  VigieReplayPlan *self = g_new0 (VigieReplayPlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sites = g_array_new (FALSE, FALSE, sizeof (VigieReplaySite));
  self->measures = g_array_new (FALSE, FALSE, sizeof (VigieReplaySource));
  return self;
}

VigieReplayPlan *
vigie_replay_plan_ref (VigieReplayPlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vigie_replay_plan_unref (VigieReplayPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->sites->len; i++)
    vigie_site_data_unref (vigie_replay_plan_site (self, i)->data);
  for (guint i = 0; i < self->measures->len; i++)
    vigie_measure_data_unref (vigie_replay_plan_source (self, i)->data);
  g_array_unref (self->sites);
  g_array_unref (self->measures);
  g_free (self);
}

void
vigie_replay_plan_add_site (VigieReplayPlan *self, VigieSiteData *data)
{
  VigieReplaySite site = {.data = vigie_site_data_ref (data), .first = self->measures->len};

  g_array_append_val (self->sites, site);
}

static guint
lead_group (const VigieMeasureData *data)
{
  gint64 lead = vigie_replay_lead (data->expected_interval, &data->thresholds);
  guint group = 0;

  while (group + 1 < VIGIE_REPLAY_N_LEADS && leads[group] < lead)
    group++;
  return group;
}

void
vigie_replay_plan_add_measure (VigieReplayPlan *self,
                               VigieMeasureData *data,
                               gboolean never,
                               gboolean is_boolean)
{
  VigieReplaySource source = {.data = vigie_measure_data_ref (data),
                              .group = (guint8) lead_group (data),
                              .never = never,
                              .is_boolean = is_boolean};

  g_return_if_fail (self->sites->len > 0);

  g_array_append_val (self->measures, source);
  g_array_index (self->sites, VigieReplaySite, self->sites->len - 1).n++;
}

guint
vigie_replay_plan_get_n_sites (const VigieReplayPlan *self)
{
  return self->sites->len;
}

guint
vigie_replay_plan_get_n_measures (const VigieReplayPlan *self)
{
  return self->measures->len;
}

const VigieSiteData *
vigie_replay_plan_get_site (const VigieReplayPlan *self, guint site)
{
  g_return_val_if_fail (site < self->sites->len, NULL);
  return vigie_replay_plan_site (self, site)->data;
}

const VigieMeasureData *
vigie_replay_plan_get_measure (const VigieReplayPlan *self, guint site, guint measure)
{
  const VigieReplaySite *found;

  g_return_val_if_fail (site < self->sites->len, NULL);

  found = vigie_replay_plan_site (self, site);
  return measure < found->n ? vigie_replay_plan_source (self, found->first + measure)->data : NULL;
}

gint64
vigie_replay_lead_of_group (guint group)
{
  return leads[group];
}

void
vigie_replay_plan_get_wanted (const VigieReplayPlan *self,
                              guint group,
                              GPtrArray *ids,
                              gint64 *lead)
{
  g_return_if_fail (group < VIGIE_REPLAY_N_LEADS);

  *lead = leads[group];
  for (guint i = 0; i < self->measures->len; i++)
    {
      const VigieReplaySource *source = vigie_replay_plan_source (self, i);

      if (source->group == group && !source->never)
        g_ptr_array_add (ids, source->data->id);
    }
}

/* ---- In words --------------------------------------------------------------------------------- */

const char *
vigie_replay_class_words (VigieReplayClass class)
{
  switch (class)
    {
    case VIGIE_REPLAY_NORMAL:
      return vigie_words_condition (VIGIE_CONDITION_NORMAL);
    case VIGIE_REPLAY_WARNING:
      return vigie_words_condition (VIGIE_CONDITION_WARNING);
    case VIGIE_REPLAY_CRITICAL:
      return vigie_words_condition (VIGIE_CONDITION_CRITICAL);
    case VIGIE_REPLAY_SILENT:
      return vigie_words_freshness (VIGIE_FRESHNESS_SILENT);
    case VIGIE_REPLAY_OUT_OF_SERVICE:
      return vigie_words_freshness (VIGIE_FRESHNESS_OUT_OF_SERVICE);
    case VIGIE_REPLAY_UNKNOWN:
    default:
      /* Translators: the state of a site at a moment of the past of which nothing is on this machine */
      return C_ ("replay", "Unknown");
    }
}

static const VigieReplaySource *
find_source (const VigieReplayPlan *plan, guint site, const VigieReplayState *state)
{
  const VigieReplaySite *found = vigie_replay_plan_site (plan, site);

  return state->measure < found->n ? vigie_replay_plan_source (plan, found->first + state->measure)
                                   : NULL;
}

static const char *
measure_name (const VigieMeasureData *data)
{
  return *data->name != '\0' ? data->name : vigie_words_role (data->role);
}

/* The site is normal again: which measure had made it otherwise. */
static char *
words_of_return (const VigieReplayPlan *plan, guint site, const VigieReplayState *before)
{
  const VigieReplaySource *source
      = before != NULL && before->known ? find_source (plan, site, before) : NULL;

  if (source == NULL || vigie_replay_class (before) == VIGIE_REPLAY_NORMAL)
    return g_strdup (vigie_words_condition (VIGIE_CONDITION_NORMAL));
  if (vigie_replay_class (before) == VIGIE_REPLAY_SILENT)
    /* Translators: %s is a measure that was silent: « Benne gravats : de nouveau des relevés » */
    return g_strdup_printf (C_ ("replay", "%s: readings again"), measure_name (source->data));
  /* Translators: %s is a measure: « Benne gravats : retour à la normale » */
  return g_strdup_printf (C_ ("replay", "%s: back to normal"), measure_name (source->data));
}

char *
vigie_replay_words_reason (const VigieReplayPlan *plan,
                           guint site,
                           const VigieReplayState *before,
                           const VigieReplayState *after,
                           GTimeZone *zone)
{
  const VigieReplaySource *source;
  VigieReading reading = VIGIE_READING_NONE;
  VigieConditionState condition = {0};

  g_return_val_if_fail (site < plan->sites->len, NULL);

  if (!after->known)
    return g_strdup (after->absent ? _ ("No reading is stored for that time")
                                   : _ ("The history of that time is not on this computer yet"));
  if (vigie_replay_class (after) == VIGIE_REPLAY_NORMAL)
    return words_of_return (plan, site, before);
  if (after->freshness == VIGIE_FRESHNESS_NONE)
    return g_strdup (vigie_words_freshness (after->freshness));
  source = find_source (plan, site, after);
  if (source == NULL)
    return g_strdup (vigie_replay_class_words (vigie_replay_class (after)));
  if (after->freshness == VIGIE_FRESHNESS_SILENT && after->last == VIGIE_TIME_NONE)
    {
      gint64 interval = source->data->expected_interval;
      g_autofree char *age = vigie_words_duration (3 * (interval > 0 ? interval : VIGIE_HOUR));

      /* Translators: a measure and a duration: « Benne gravats : plus de 30 min sans relevé » */
      return g_strdup_printf (C_ ("replay", "%1$s: no reading for over %2$s"),
                              measure_name (source->data), age);
    }
  reading.time = after->last;
  reading.number = after->value;
  reading.type = isnan (after->value) ? VIGIE_VALUE_NONE
                 : source->is_boolean ? VIGIE_VALUE_BOOLEAN
                                      : VIGIE_VALUE_NUMBER;
  condition.condition = after->passed;
  condition.limit = after->limit;
  return vigie_words_reason (source->data, &reading, &condition, after->freshness, after->time,
                             zone);
}
