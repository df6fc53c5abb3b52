/* vigie-filters.c: which sites are shown, as a plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-filters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-words.h"

struct _VigieFilters
{
  char *text;                /* owned, never NULL */
  guint bits[VIGIE_N_FACET]; /* of STATE, FRESHNESS and KIND */
  GPtrArray *communes;       /* owned: char *, sorted, NULL at the end */
  VigieGeoBox area;          /* all zero where there is none: */
  gboolean has_area;
};

static const char *const facet_names[VIGIE_N_FACET]
    = {"text", "state", "freshness", "kind", "commune", "area"};
static const char *const state_names[VIGIE_N_STATE]
    = {"critical", "warning", "silent", "out-of-service", "no-measure", "normal"};

VigieState
vigie_state_for (VigieFreshness freshness, VigieCondition condition)
{
  if (condition == VIGIE_CONDITION_CRITICAL)
    return VIGIE_STATE_CRITICAL;
  if (condition == VIGIE_CONDITION_WARNING)
    return VIGIE_STATE_WARNING;
  switch (freshness)
    {
    case VIGIE_FRESHNESS_SILENT:
    case VIGIE_FRESHNESS_NEVER:
      return VIGIE_STATE_SILENT;
    case VIGIE_FRESHNESS_OUT_OF_SERVICE:
      return VIGIE_STATE_OUT_OF_SERVICE;
    case VIGIE_FRESHNESS_NONE:
      return VIGIE_STATE_NO_MEASURE;
    case VIGIE_FRESHNESS_LIVE:
    case VIGIE_FRESHNESS_LATE:
    default:
      return VIGIE_STATE_NORMAL;
    }
}

const char *
vigie_state_get_label (VigieState state)
{
  switch (state)
    {
    case VIGIE_STATE_CRITICAL:
      return vigie_words_condition (VIGIE_CONDITION_CRITICAL);
    case VIGIE_STATE_WARNING:
      return vigie_words_condition (VIGIE_CONDITION_WARNING);
    case VIGIE_STATE_SILENT:
      return vigie_words_freshness (VIGIE_FRESHNESS_SILENT);
    case VIGIE_STATE_OUT_OF_SERVICE:
      return vigie_words_freshness (VIGIE_FRESHNESS_OUT_OF_SERVICE);
    case VIGIE_STATE_NO_MEASURE:
      return vigie_words_freshness (VIGIE_FRESHNESS_NONE);
    case VIGIE_STATE_NORMAL:
    default:
      return vigie_words_condition (VIGIE_CONDITION_NORMAL);
    }
}

/* ---- Enumerations ---------------------------------------------------------------------------- */

static guint
n_values (VigieFacet facet)
{
  switch (facet)
    {
    case VIGIE_FACET_STATE:
      return VIGIE_N_STATE;
    case VIGIE_FACET_FRESHNESS:
      return VIGIE_N_FRESHNESS;
    case VIGIE_FACET_KIND:
      return VIGIE_N_KIND;
    case VIGIE_FACET_TEXT:
    case VIGIE_FACET_COMMUNE:
    case VIGIE_FACET_AREA:
    default:
      return 0;
    }
}

static const char *
value_name (VigieFacet facet, guint value)
{
  return facet == VIGIE_FACET_STATE       ? state_names[value]
         : facet == VIGIE_FACET_FRESHNESS ? vigie_freshness_to_string ((VigieFreshness) value)
                                          : vigie_kind_to_string ((VigieKind) value);
}

static const char *
value_label (VigieFacet facet, guint value)
{
  return facet == VIGIE_FACET_STATE       ? vigie_state_get_label ((VigieState) value)
         : facet == VIGIE_FACET_FRESHNESS ? vigie_words_freshness ((VigieFreshness) value)
                                          : vigie_words_kind_plural ((VigieKind) value);
}

/* ---- The value ------------------------------------------------------------------------------- */

VigieFilters *
vigie_filters_new (void)
{
  VigieFilters *self = g_new0 (VigieFilters, 1);

  self->text = g_strdup ("");
  self->communes = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  return self;
}

VigieFilters *
vigie_filters_copy (const VigieFilters *self)
{
  VigieFilters *copy = vigie_filters_new ();

  g_set_str (&copy->text, self->text);
  memcpy (copy->bits, self->bits, sizeof copy->bits);
  copy->area = self->area;
  copy->has_area = self->has_area;
  for (guint i = 0; i < self->communes->len; i++)
    g_ptr_array_add (copy->communes, g_strdup (g_ptr_array_index (self->communes, i)));
  return copy;
}

void
vigie_filters_free (VigieFilters *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->communes);
  g_free (self);
}

gboolean
vigie_filters_equal (const VigieFilters *self, const VigieFilters *other)
{
  return g_str_equal (self->text, other->text)
         && memcmp (self->bits, other->bits, sizeof self->bits) == 0
         && self->has_area == other->has_area && self->area.south == other->area.south
         && self->area.west == other->area.west && self->area.north == other->area.north
         && self->area.east == other->area.east
         && g_strv_equal (vigie_filters_get_communes (self), vigie_filters_get_communes (other));
}

gboolean
vigie_filters_has (const VigieFilters *self, VigieFacet facet)
{
  switch (facet)
    {
    case VIGIE_FACET_TEXT:
      return *self->text != '\0';
    case VIGIE_FACET_COMMUNE:
      return self->communes->len > 0;
    case VIGIE_FACET_AREA:
      return self->has_area;
    case VIGIE_FACET_STATE:
    case VIGIE_FACET_FRESHNESS:
    case VIGIE_FACET_KIND:
    default:
      return self->bits[facet] != 0;
    }
}

gboolean
vigie_filters_is_empty (const VigieFilters *self)
{
  for (guint facet = 0; facet < VIGIE_N_FACET; facet++)
    if (vigie_filters_has (self, (VigieFacet) facet))
      return FALSE;
  return TRUE;
}

void
vigie_filters_clear_facet (VigieFilters *self, VigieFacet facet)
{
  self->bits[facet] = 0;
  if (facet == VIGIE_FACET_TEXT)
    g_set_str (&self->text, "");
  else if (facet == VIGIE_FACET_COMMUNE)
    g_ptr_array_set_size (self->communes, 0);
  else if (facet == VIGIE_FACET_AREA)
    vigie_filters_set_area (self, NULL);
}

void
vigie_filters_clear (VigieFilters *self)
{
  for (guint facet = 0; facet < VIGIE_N_FACET; facet++)
    vigie_filters_clear_facet (self, (VigieFacet) facet);
}

void
vigie_filters_set_text (VigieFilters *self, const char *text)
{
  g_autofree char *valid
      = g_utf8_make_valid (text, (gssize) strnlen (text, VIGIE_FILTERS_MAX_TEXT));

  g_set_str (&self->text, g_strstrip (valid));
}

const char *
vigie_filters_get_text (const VigieFilters *self)
{
  return self->text;
}

void
vigie_filters_set_bits (VigieFilters *self, VigieFacet facet, guint bits)
{
  self->bits[facet] = bits & ((1u << n_values (facet)) - 1);
}

guint
vigie_filters_get_bits (const VigieFilters *self, VigieFacet facet)
{
  return self->bits[facet];
}

void
vigie_filters_set_value (VigieFilters *self, VigieFacet facet, guint value, gboolean chosen)
{
  guint bit = 1u << value;

  vigie_filters_set_bits (self, facet, chosen ? self->bits[facet] | bit : self->bits[facet] & ~bit);
}

gboolean
vigie_filters_get_value (const VigieFilters *self, VigieFacet facet, guint value)
{
  return (self->bits[facet] & (1u << value)) != 0;
}

void
vigie_filters_set_commune (VigieFilters *self, const char *name, gboolean chosen)
{
  for (guint i = 0; i < self->communes->len; i++)
    {
      int order = g_utf8_collate (g_ptr_array_index (self->communes, i), name);

      if (g_str_equal (g_ptr_array_index (self->communes, i), name))
        {
          if (!chosen)
            g_ptr_array_remove_index (self->communes, i);
          return;
        }
      if (order > 0)
        {
          if (chosen)
            g_ptr_array_insert (self->communes, (int) i, g_strdup (name));
          return;
        }
    }
  if (chosen && *name != '\0')
    g_ptr_array_add (self->communes, g_strdup (name));
}

gboolean
vigie_filters_get_commune (const VigieFilters *self, const char *name)
{
  return g_ptr_array_find_with_equal_func (self->communes, name, g_str_equal, NULL);
}

const char *const *
vigie_filters_get_communes (const VigieFilters *self)
{
  return (const char *const *) self->communes->pdata;
}

void
vigie_filters_set_area (VigieFilters *self, const VigieGeoBox *area)
{
  self->has_area = area != NULL && vigie_geo_box_is_valid (area);
  self->area = self->has_area ? *area : (VigieGeoBox) {0};
}

gboolean
vigie_filters_get_area (const VigieFilters *self, VigieGeoBox *area)
{
  *area = self->area;
  return self->has_area;
}

gboolean
vigie_filters_covers (const VigieFilters *self, double lat, double lon)
{
  const VigieGeoBox *area = &self->area;

  if (!self->has_area)
    return TRUE;
  if (!(lat >= area->south && lat <= area->north))
    return FALSE;
  /* A box may lie across the antimeridian. */
  return area->west <= area->east ? lon >= area->west && lon <= area->east
                                  : lon >= area->west || lon <= area->east;
}

gboolean
vigie_filters_match (const VigieFilters *self,
                     const char *commune,
                     VigieKind kind,
                     VigieState state,
                     VigieFreshness freshness)
{
  const guint values[VIGIE_N_FACET] = {
      [VIGIE_FACET_STATE] = state, [VIGIE_FACET_FRESHNESS] = freshness, [VIGIE_FACET_KIND] = kind};

  for (guint facet = VIGIE_FACET_STATE; facet <= VIGIE_FACET_KIND; facet++)
    if (self->bits[facet] != 0 && !(self->bits[facet] & (1u << values[facet])))
      return FALSE;
  return self->communes->len == 0 || (commune != NULL && vigie_filters_get_commune (self, commune));
}

/* ---- Chips ----------------------------------------------------------------------------------- */

void
vigie_filter_chip_free (VigieFilterChip *chip)
{
  g_free (chip->commune);
  g_free (chip->label);
  g_free (chip->description);
  g_free (chip);
}

static void
add_chip (GPtrArray *chips, VigieFacet facet, guint value, const char *commune, const char *label)
{
  VigieFilterChip *chip = g_new0 (VigieFilterChip, 1);

  chip->facet = facet;
  chip->value = value;
  chip->commune = g_strdup (commune);
  chip->label = g_strdup (label);
  switch (facet)
    {
    case VIGIE_FACET_TEXT:
      /* Translators: a filter for a screen reader: the words that are searched */
      chip->description = g_strdup_printf (_ ("Text: %s"), label);
      break;
    case VIGIE_FACET_STATE:
      chip->description = g_strdup_printf (C_ ("filter", "State: %s"), label);
      break;
    case VIGIE_FACET_FRESHNESS:
      chip->description = g_strdup_printf (_ ("Freshness: %s"), label);
      break;
    case VIGIE_FACET_KIND:
      chip->description = g_strdup_printf (C_ ("filter", "Type: %s"), label);
      break;
    case VIGIE_FACET_AREA:
      chip->description = g_strdup (label);
      break;
    case VIGIE_FACET_COMMUNE:
    default:
      chip->description = g_strdup_printf (_ ("Commune: %s"), label);
      break;
    }
  g_ptr_array_add (chips, chip);
}

GPtrArray *
vigie_filters_get_chips (const VigieFilters *self)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func ((GDestroyNotify) vigie_filter_chip_free);

  if (*self->text != '\0')
    {
      /* Translators: words that are searched, in the quotation marks of the language */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), self->text);

      add_chip (chips, VIGIE_FACET_TEXT, 0, NULL, quoted);
    }
  for (guint facet = VIGIE_FACET_STATE; facet <= VIGIE_FACET_KIND; facet++)
    for (guint i = 0; i < n_values ((VigieFacet) facet); i++)
      {
        /* « other » is the first kind and comes last. */
        guint value = facet == VIGIE_FACET_KIND ? (i + 1) % VIGIE_N_KIND : i;

        if (self->bits[facet] & (1u << value))
          add_chip (chips, (VigieFacet) facet, value, NULL,
                    value_label ((VigieFacet) facet, value));
      }
  for (guint i = 0; i < self->communes->len; i++)
    {
      const char *name = g_ptr_array_index (self->communes, i);

      add_chip (chips, VIGIE_FACET_COMMUNE, 0, name, name);
    }
  if (self->has_area)
    /* Translators: a filter: the sites in a box that was drawn on the map */
    add_chip (chips, VIGIE_FACET_AREA, 0, NULL, C_ ("filter", "Area of the map"));
  return chips;
}

void
vigie_filters_remove (VigieFilters *self, const VigieFilterChip *chip)
{
  if (chip->facet == VIGIE_FACET_TEXT)
    g_set_str (&self->text, "");
  else if (chip->facet == VIGIE_FACET_COMMUNE)
    vigie_filters_set_commune (self, chip->commune, FALSE);
  else if (chip->facet == VIGIE_FACET_AREA)
    vigie_filters_set_area (self, NULL);
  else
    vigie_filters_set_value (self, chip->facet, chip->value, FALSE);
}

char *
vigie_filters_describe (const VigieFilters *self)
{
  g_autoptr (GPtrArray) chips = vigie_filters_get_chips (self);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < chips->len; i++)
    {
      const VigieFilterChip *chip = g_ptr_array_index (chips, i);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", chip->label);
    }
  return g_string_free (words, FALSE);
}

/* ---- To be kept ------------------------------------------------------------------------------ */

static void
append_text (GString *line, const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, " ’'()", TRUE);

  g_string_append (line, escaped);
}

static void
begin_facet (GString *line, VigieFacet facet)
{
  g_string_append_printf (line, "%s%s=", line->len > 0 ? ";" : "", facet_names[facet]);
}

char *
vigie_filters_to_string (const VigieFilters *self)
{
  GString *line = g_string_new (NULL);

  if (*self->text != '\0')
    {
      begin_facet (line, VIGIE_FACET_TEXT);
      append_text (line, self->text);
    }
  for (guint facet = VIGIE_FACET_STATE; facet <= VIGIE_FACET_KIND; facet++)
    {
      gboolean first = TRUE;

      if (self->bits[facet] == 0)
        continue;
      begin_facet (line, (VigieFacet) facet);
      for (guint value = 0; value < n_values ((VigieFacet) facet); value++)
        if (self->bits[facet] & (1u << value))
          {
            g_string_append_printf (line, "%s%s", first ? "" : "+",
                                    value_name ((VigieFacet) facet, value));
            first = FALSE;
          }
    }
  for (guint i = 0; i < self->communes->len; i++)
    {
      if (i == 0)
        begin_facet (line, VIGIE_FACET_COMMUNE);
      else
        g_string_append_c (line, '+');
      append_text (line, g_ptr_array_index (self->communes, i));
    }
  if (self->has_area)
    {
      const double edges[] = {self->area.south, self->area.west, self->area.north, self->area.east};
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      begin_facet (line, VIGIE_FACET_AREA);
      for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
        g_string_append_printf (line, "%s%s", i > 0 ? "+" : "",
                                g_ascii_formatd (text, sizeof text, "%.7f", edges[i]));
    }
  return g_string_free (line, FALSE);
}

static void
read_value (VigieFilters *self, VigieFacet facet, const char *text)
{
  if (facet == VIGIE_FACET_TEXT || facet == VIGIE_FACET_COMMUNE)
    {
      g_autofree char *plain = g_uri_unescape_string (text, NULL);

      if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
        return;
      if (facet == VIGIE_FACET_TEXT)
        vigie_filters_set_text (self, plain);
      else
        vigie_filters_set_commune (self, plain, TRUE);
      return;
    }
  for (guint value = 0; value < n_values (facet); value++)
    if (g_str_equal (text, value_name (facet, value)))
      vigie_filters_set_value (self, facet, value, TRUE);
}

/* Four edges, or nothing. */
static void
read_area (VigieFilters *self, char **values)
{
  double edges[4];
  VigieGeoBox area;

  if (g_strv_length (values) != G_N_ELEMENTS (edges))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      char *end;

      edges[i] = g_ascii_strtod (values[i], &end);
      if (end == values[i] || *end != '\0')
        return;
    }
  area = (VigieGeoBox) {edges[0], edges[1], edges[2], edges[3]};
  vigie_filters_set_area (self, &area);
}

VigieFilters *
vigie_filters_from_string (const char *text)
{
  VigieFilters *self = vigie_filters_new ();
  g_auto (GStrv) facets = g_strsplit (text != NULL ? text : "", ";", -1);

  for (guint i = 0; facets[i] != NULL; i++)
    for (guint facet = 0; facet < VIGIE_N_FACET; facet++)
      {
        g_autofree char *prefix = g_strconcat (facet_names[facet], "=", NULL);
        g_auto (GStrv) values = NULL;

        if (!g_str_has_prefix (facets[i], prefix))
          continue;
        values = g_strsplit (facets[i] + strlen (prefix), "+", -1);
        if (facet == VIGIE_FACET_AREA)
          read_area (self, values);
        for (guint v = 0; values[v] != NULL && facet != VIGIE_FACET_AREA; v++)
          read_value (self, (VigieFacet) facet, values[v]);
      }
  return self;
}
