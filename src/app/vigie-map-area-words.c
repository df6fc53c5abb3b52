/* vigie-map-area-words.c: some sites in words and as a table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-area-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-csv.h"
#include "vigie-words.h"

static VigieGlyphLook
look_of (VigieSite *site)
{
  return vigie_glyph_look_for (vigie_site_get_freshness (site), vigie_site_get_condition (site));
}

char *
vigie_map_area_describe_states (GPtrArray *sites, VigieGlyphLook *worst)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint counts[VIGIE_N_GLYPH_LOOK] = {0};

  *worst = VIGIE_GLYPH_NORMAL;
  for (guint i = 0; i < sites->len; i++)
    counts[look_of (g_ptr_array_index (sites, i))]++;
  for (guint i = 0; i < VIGIE_N_GLYPH_LOOK; i++)
    if (counts[vigie_glyph_looks[i]] > 0)
      {
        if (parts->len == 0)
          *worst = vigie_glyph_looks[i];
        g_ptr_array_add (parts, vigie_glyph_look_count_words (vigie_glyph_looks[i],
                                                              counts[vigie_glyph_looks[i]]));
      }
  if (parts->len == 0)
    return g_strdup ("");
  return vigie_words_list ((const char *const *) parts->pdata, parts->len);
}

/* From so many sites on, names are in the order of their bytes: that of the alphabet takes seconds. */
#define MOST_COLLATED 20000

static int
compare_severity (VigieSite *p, VigieSite *q)
{
  int one = vigie_site_get_severity (p), other = vigie_site_get_severity (q);

  return (one < other) - (one > other);
}

static int
compare_bytes (gconstpointer a, gconstpointer b)
{
  VigieSite *p = *(VigieSite *const *) a, *q = *(VigieSite *const *) b;
  int order = compare_severity (p, q);

  return order != 0 ? order : strcmp (vigie_site_get_name (p), vigie_site_get_name (q));
}

static int
compare_sites (gconstpointer a, gconstpointer b)
{
  VigieSite *p = *(VigieSite *const *) a, *q = *(VigieSite *const *) b;
  int order = compare_severity (p, q);

  return order != 0 ? order : g_utf8_collate (vigie_site_get_name (p), vigie_site_get_name (q));
}

GBytes *
vigie_map_area_to_csv (GPtrArray *sites, GTimeZone *zone)
{
  const char *const headings[] = {
      _ ("Site"),   C_ ("kind of site", "Type"), _ ("Commune"),           _ ("State"),
      _ ("Reason"), _ ("Last reading"),          C_ ("tour", "Latitude"), C_ ("tour", "Longitude")};
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (sites, NULL, NULL); /* kept by @sites */
  VigieCsv *csv = vigie_csv_new ();

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, sorted->len < MOST_COLLATED ? compare_sites : compare_bytes);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    vigie_csv_add_text (csv, headings[i]);
  vigie_csv_end_row (csv);
  for (guint i = 0; i < sorted->len; i++)
    {
      VigieSite *site = g_ptr_array_index (sorted, i);
      VigieGlyphLook look = look_of (site);

      vigie_csv_add_text (csv, vigie_site_get_name (site));
      vigie_csv_add_text (csv, vigie_words_kind (vigie_site_get_kind (site)));
      vigie_csv_add_text (csv, vigie_site_get_data (site)->details->commune_name);
      vigie_csv_add_text (csv, vigie_glyph_look_label (look));
      vigie_csv_add_text (csv,
                          vigie_glyph_look_has_reason (look) ? vigie_site_get_reason (site) : NULL);
      vigie_csv_add_time (csv, vigie_site_get_last_reading (site), zone);
      vigie_csv_add_number (csv, vigie_site_get_lat (site));
      vigie_csv_add_number (csv, vigie_site_get_lon (site));
      vigie_csv_end_row (csv);
    }
  return vigie_csv_finish (csv);
}
