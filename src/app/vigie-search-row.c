/* vigie-search-row.c: a row of what the search found: sign, name, where it is, state.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-search-row.h"

#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-glyph.h"
#include "vigie-mark.h"
#include "vigie-show.h"
#include "vigie-text.h"
#include "vigie-words.h"

struct _VigieSearchRow
{
  VigieDrawnRow parent_instance;

  VigieTicker *ticker; /* owned */
  char *sentence;      /* owned */

  GtkStack *signs;
  VigieGlyph *glyph;
  VigieMark *mark;
  GtkImage *icon;
  GtkLabel *title, *state, *keys, *subtitle, *age;
  GtkWidget *second;
};

G_DEFINE_FINAL_TYPE (VigieSearchRow, vigie_search_row, VIGIE_TYPE_DRAWN_ROW)

/* What is told of something that has a state. */
typedef struct
{
  VigieFreshness freshness;
  VigieCondition condition;
  VigieTime last; /* of the newest reading, or NONE */
  char *state;    /* owned: in a word, or the value */
  char *age;      /* owned */
} State;

static void
state_clear (State *state)
{
  g_free (state->state);
  g_free (state->age);
}

/* Of which moment the state of a site is: of the measure that makes it, as in the list of sites. */
static VigieTime
site_time (VigieSite *site)
{
  VigieMeasure *worst = vigie_site_get_worst (site);
  VigieFreshness freshness = vigie_site_get_freshness (site);

  if (freshness == VIGIE_FRESHNESS_OUT_OF_SERVICE)
    return vigie_site_get_since (site);
  if (worst != NULL
      && vigie_glyph_look_for (freshness, vigie_site_get_condition (site)) != VIGIE_GLYPH_NORMAL)
    return vigie_measure_get_latest (worst)->time;
  return vigie_site_get_last_reading (site);
}

static char *
age_words (VigieSearchRow *self, VigieTime time)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);

  if (time == VIGIE_TIME_NONE)
    return g_strdup ("");
  return vigie_ticker_get_live (self->ticker) ? vigie_text_calm_age (now, time)
                                              : vigie_words_at (now, time, NULL);
}

/* FALSE for what has no state. */
static gboolean
state_of (VigieSearchRow *self, VigieSearchItem *item, State *state)
{
  VigieSite *site = vigie_search_item_get_site (item);
  VigieSensor *sensor = vigie_search_item_get_sensor (item);
  VigieMeasure *measure = vigie_search_item_get_measure (item);

  *state = (State) {.last = VIGIE_TIME_NONE};
  if (sensor != NULL)
    {
      state->freshness = vigie_sensor_get_freshness (sensor);
      state->condition = vigie_sensor_get_condition (sensor);
      state->last = vigie_sensor_get_last_seen (sensor);
    }
  else if (measure != NULL)
    {
      state->freshness = vigie_measure_get_freshness (measure);
      state->condition = vigie_measure_get_condition (measure);
      state->last = vigie_measure_get_latest (measure)->time;
      if (state->freshness <= VIGIE_FRESHNESS_LATE)
        state->state = vigie_words_measure_reading (vigie_measure_get_data (measure),
                                                    vigie_measure_get_latest (measure));
    }
  else if (site != NULL)
    {
      state->freshness = vigie_site_get_freshness (site);
      state->condition = vigie_site_get_condition (site);
      state->last = site_time (site);
    }
  else
    return FALSE;
  if (state->state == NULL)
    state->state = g_strdup (vigie_text_state (state->freshness, state->condition));
  state->age = age_words (self, state->last);
  return TRUE;
}

static const char *
kind_words (VigieSearchItem *item)
{
  switch (vigie_search_item_get_kind (item))
    {
    case VIGIE_SEARCH_SITE:
      return vigie_words_kind (vigie_site_get_kind (vigie_search_item_get_site (item)));
    case VIGIE_SEARCH_COMMUNE:
      return C_ ("search", "commune");
    case VIGIE_SEARCH_PLACE:
      return C_ ("search", "place");
    case VIGIE_SEARCH_SENSOR:
      return C_ ("search", "sensor");
    case VIGIE_SEARCH_MEASURE:
      return C_ ("search", "measure");
    case VIGIE_SEARCH_PAGE:
      return C_ ("search", "page");
    case VIGIE_SEARCH_ACTION:
    default:
      return C_ ("search", "action");
    }
}

/* What changes while the row is shown. */
static void
update_state (VigieSearchRow *self)
{
  VigieSearchItem *item = vigie_drawn_row_get_item (VIGIE_DRAWN_ROW (self));
  g_autoptr (GString) sentence = NULL;
  gboolean live = vigie_ticker_get_live (self->ticker);
  gboolean has_state;
  VigieGlyphLook look;
  State state;

  if (item == NULL)
    return;
  has_state = state_of (self, item, &state);
  look = has_state ? vigie_glyph_look_for (state.freshness, state.condition) : VIGIE_GLYPH_NORMAL;
  gtk_label_set_label (self->state, has_state ? state.state : "");
  gtk_label_set_label (self->age, has_state ? state.age : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), has_state);
  gtk_widget_set_visible (GTK_WIDGET (self->age), has_state && *state.age != '\0');
  vigie_set_class (self, "abnormal", vigie_glyph_look_has_reason (look));
  vigie_set_class (self, "silent", look == VIGIE_GLYPH_SILENT || look == VIGIE_GLYPH_NEVER);
  vigie_set_class (self, "last-known", has_state && !live);

  if (vigie_search_item_get_kind (item) == VIGIE_SEARCH_SITE)
    {
      vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (vigie_search_item_get_site (item)));
      vigie_glyph_set_look (self->glyph, look);
      vigie_glyph_set_link_lost (self->glyph, !live);
      gtk_stack_set_visible_child_name (self->signs, "glyph");
    }
  else if (has_state && look != VIGIE_GLYPH_NORMAL && look != VIGIE_GLYPH_LATE)
    {
      vigie_mark_set_look (self->mark, look, !live);
      gtk_stack_set_visible_child_name (self->signs, "mark");
    }
  else
    gtk_stack_set_visible_child_name (self->signs, "icon");

  sentence = g_string_new (vigie_search_item_get_title (item));
  g_string_append_printf (sentence, ", %s", kind_words (item));
  for (GtkLabel **label = (GtkLabel *[]) {self->subtitle, self->state, self->age, NULL};
       *label != NULL; label++)
    if (*gtk_label_get_label (*label) != '\0')
      g_string_append_printf (sentence, ", %s", gtk_label_get_label (*label));
  if (has_state)
    {
      const char *word = vigie_text_state (state.freshness, state.condition);

      /* Of a measure the value is shown, and its state by the sign. */
      if (!g_str_equal (word, state.state))
        g_string_append_printf (sentence, ", %s", word);
      state_clear (&state);
    }
  if (g_set_str (&self->sentence, sentence->str))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->sentence, -1);
}

/* What is the item's. */
static void
show_item (VigieSearchRow *self, VigieSearchItem *item)
{
  const char *title = vigie_search_item_get_title (item);
  const char *icon = vigie_search_item_get_icon (item);
  const char *keys = vigie_search_item_get_keys (item);
  g_autofree char *subtitle = g_strdup (vigie_search_item_get_subtitle (item));
  g_autofree char *key_words = NULL;
  PangoAttrList *attributes;
  GdkModifierType modifiers;
  guint key;

  if (vigie_search_item_get_kind (item) == VIGIE_SEARCH_COMMUNE)
    {
      guint n = vigie_search_item_get_n_sites (item);

      g_free (subtitle);
      subtitle = n > 0 ? g_strdup_printf (ngettext ("%'u site", "%'u sites", n), n)
                       : g_strdup (C_ ("search", "No site"));
    }
  if (keys != NULL && gtk_accelerator_parse (keys, &key, &modifiers))
    key_words = gtk_accelerator_get_label (key, modifiers);

  gtk_label_set_label (self->title, title);
  attributes = vigie_search_item_emphasise (item, title);
  gtk_label_set_attributes (self->title, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
  gtk_label_set_label (self->subtitle, subtitle);
  attributes = vigie_search_item_emphasise (item, subtitle);
  gtk_label_set_attributes (self->subtitle, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
  gtk_widget_set_visible (self->second, *subtitle != '\0');
  gtk_label_set_label (self->keys, key_words != NULL ? key_words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->keys), key_words != NULL);
  gtk_image_set_from_icon_name (self->icon, icon);
  update_state (self);
}

/* Where it is cut, the whole is told. */
static gboolean
tooltip_cb (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

/* Hears, or no longer, of what the item stands for. */
static void
follow (VigieSearchRow *self, VigieSearchItem *item, gboolean hear)
{
  gpointer told[] = {vigie_search_item_get_site (item), vigie_search_item_get_measure (item),
                     vigie_search_item_get_sensor (item)};

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (told[i] != NULL && hear)
      g_signal_connect_object (told[i], "notify", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
    else if (told[i] != NULL)
      g_signal_handlers_disconnect_by_data (told[i], self);
}

static gboolean
vigie_search_row_say (VigieDrawnRow *row)
{
  show_item (VIGIE_SEARCH_ROW (row), vigie_drawn_row_get_item (row));
  return TRUE;
}

static void
vigie_search_row_item_changed (VigieDrawnRow *row, gpointer former)
{
  if (former != NULL)
    follow (VIGIE_SEARCH_ROW (row), former, FALSE);
  if (vigie_drawn_row_get_item (row) != NULL)
    follow (VIGIE_SEARCH_ROW (row), vigie_drawn_row_get_item (row), TRUE);
  vigie_drawn_row_ensure (row);
}

static void
vigie_search_row_dispose (GObject *object)
{
  VigieSearchRow *self = VIGIE_SEARCH_ROW (object);

  vigie_drawn_row_set_item (VIGIE_DRAWN_ROW (self), NULL, GTK_INVALID_LIST_POSITION);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->sentence, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_SEARCH_ROW);
  vigie_unparent_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (vigie_search_row_parent_class)->dispose (object);
}

static void
vigie_search_row_class_init (VigieSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VigieDrawnRowClass *row_class = VIGIE_DRAWN_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_search_row_dispose;
  row_class->say = vigie_search_row_say;
  row_class->item_changed = vigie_search_row_item_changed;
  g_type_ensure (VIGIE_TYPE_GLYPH);
  g_type_ensure (VIGIE_TYPE_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-search-row.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieSearchRow, name)
  BIND (signs);
  BIND (glyph);
  BIND (mark);
  BIND (icon);
  BIND (title);
  BIND (state);
  BIND (keys);
  BIND (subtitle);
  BIND (age);
  BIND (second);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
vigie_search_row_init (VigieSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VigieDrawnRow *
vigie_search_row_new (VigieTicker *ticker)
{
  VigieSearchRow *self = g_object_new (VIGIE_TYPE_SEARCH_ROW, NULL);

  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  return VIGIE_DRAWN_ROW (self);
}

const char *
vigie_search_row_get_sentence (VigieSearchRow *self)
{
  return self->sentence;
}
