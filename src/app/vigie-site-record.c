/* vigie-site-record.c: what sorting and searching need of a site, computed once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-record.h"

#include <string.h>

#include "vigie-fold.h"
#include "vigie-words.h"

VigieSiteRecord *
vigie_site_record_new (VigieSite *site)
{
  VigieSiteRecord *self = g_new0 (VigieSiteRecord, 1);

  self->site = g_object_ref (site);
  self->order = G_MAXUINT64;
  return self;
}

void
vigie_site_record_free (VigieSiteRecord *self)
{
  g_object_unref (self->site);
  g_clear_pointer (&self->data, vigie_site_data_unref);
  g_free (self->collation);
  g_free (self->folded);
  g_free (self);
}

gboolean
vigie_site_record_is_stale (const VigieSiteRecord *self)
{
  return self->data != vigie_site_get_data (self->site);
}

gboolean
vigie_site_record_take_data (VigieSiteRecord *self)
{
  VigieSiteData *data = (VigieSiteData *) vigie_site_get_data (self->site);
  gboolean renamed = self->data == NULL || !g_str_equal (self->data->name, data->name);

  vigie_site_data_ref (data);
  g_clear_pointer (&self->data, vigie_site_data_unref);
  self->data = data;
  self->kind = (guint) data->kind < VIGIE_N_KIND ? (guint8) data->kind : VIGIE_KIND_OTHER;
  g_clear_pointer (&self->folded, g_free);
  if (renamed)
    {
      g_free (self->collation);
      self->collation = g_utf8_collate_key_for_filename (data->name, -1);
    }
  return renamed;
}

gboolean
vigie_site_record_take_state (VigieSiteRecord *self)
{
  VigieFreshness freshness = vigie_site_get_freshness (self->site);
  VigieState state = vigie_state_for (freshness, vigie_site_get_condition (self->site));
  gboolean changed = self->state != state || self->freshness != freshness;

  self->state = (guint8) state;
  self->freshness = (guint8) freshness;
  return changed;
}

void
vigie_site_record_fold (VigieSiteRecord *self)
{
  const VigieSiteData *data = self->data;
  GListModel *measures = vigie_site_get_measures (self->site);
  guint n = g_list_model_get_n_items (measures);
  g_autoptr (GString) text = NULL;

  if (self->folded != NULL && self->n_measures == n)
    return;
  text = g_string_sized_new (256);
  g_string_append (text, data->name);
  g_string_append_c (text, '\n');
  g_string_append (text, vigie_words_kind (data->kind));
  if (data->details->commune_name != NULL)
    g_string_append_printf (text, "\n%s", data->details->commune_name);
  if (data->details->address != NULL)
    g_string_append_printf (text, "\n%s", data->details->address);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (measures, i);
      const VigieSensorData *sensor = vigie_measure_get_sensor (measure);

      g_string_append_printf (text, "\n%s", vigie_measure_get_data (measure)->name);
      if (sensor != NULL)
        g_string_append_printf (text, "\n%s\n%s", sensor->name,
                                sensor->dev_eui != NULL ? sensor->dev_eui : "");
    }
  g_free (self->folded);
  self->folded = vigie_fold_text (text->str);
  self->folded_length = strlen (self->folded);
  self->n_measures = n;
}

gboolean
vigie_site_record_find (VigieSiteRecord *self, const char *const *words)
{
  if (words == NULL || words[0] == NULL)
    return TRUE;
  vigie_site_record_fold (self);
  for (guint i = 0; words[i] != NULL; i++)
    if (memmem (self->folded, self->folded_length, words[i], strlen (words[i])) == NULL)
      return FALSE;
  return TRUE;
}

/* By digits of 11 bits, the lowest first; those in which all agree cost nothing. */
#define DIGIT_BITS 11
#define N_DIGITS (1u << DIGIT_BITS)

void
vigie_site_records_sort (VigieSiteRecord **from, VigieSiteRecord **to, guint n)
{
  VigieSiteRecord **target = from;
  guint64 differ = 0;

  for (guint i = 1; i < n; i++)
    differ |= from[i]->order ^ from[0]->order;
  for (guint shift = 0; shift < 64; shift += DIGIT_BITS)
    {
      guint counts[N_DIGITS] = {0};
      guint place = 0;
      VigieSiteRecord **swap;

      if (((differ >> shift) & (N_DIGITS - 1)) == 0)
        continue;
      for (guint i = 0; i < n; i++)
        counts[(from[i]->order >> shift) & (N_DIGITS - 1)]++;
      for (guint digit = 0; digit < N_DIGITS; digit++)
        {
          guint count = counts[digit];

          counts[digit] = place;
          place += count;
        }
      for (guint i = 0; i < n; i++)
        to[counts[(from[i]->order >> shift) & (N_DIGITS - 1)]++] = from[i];
      swap = from;
      from = to;
      to = swap;
    }
  if (from != target)
    memcpy (target, from, n * sizeof *from);
}
