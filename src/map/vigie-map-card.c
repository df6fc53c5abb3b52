/* vigie-map-card.c: the card beside the sign that is pointed at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-map-card.h"

#include <glib/gi18n-lib.h>

#include "vigie-level-mark.h"
#include "vigie-mark.h"
#include "vigie-words.h"

struct _VigieMapCard
{
  GtkWidget parent_instance;

  GtkWidget *box; /* the only child */
  GString *text;  /* owned: what it says */
};

G_DEFINE_FINAL_TYPE (VigieMapCard, vigie_map_card, GTK_TYPE_WIDGET)

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Wrapped where it is long; said by the card's name too. */
static GtkWidget *
add_label (VigieMapCard *self, GtkWidget *box, const char *text, const char *class_name, int chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
say (VigieMapCard *self, const char *text)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  g_string_append (self->text, text);
}

static GtkWidget *
add_line (VigieMapCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (self->box), line);
  return line;
}

static void
clear (VigieMapCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_string_truncate (self->text, 0);
}

/* ---- A site ---------------------------------------------------------------------------------- */

/* Its worst measure, those that speak of the site rather than of the device, in the order of the server. */
static void
principal_measures (VigieSite *site, VigieMeasure *measures[VIGIE_MAP_CARD_N_MEASURES], guint *n)
{
  GListModel *all = vigie_site_get_measures (site);
  VigieMeasure *worst = vigie_site_get_worst (site);
  VigieFreshness freshness = vigie_site_get_freshness (site);
  VigieCondition condition = vigie_site_get_condition (site);

  *n = 0;
  if (worst != NULL && vigie_glyph_look_for (freshness, condition) != VIGIE_GLYPH_NORMAL)
    measures[(*n)++] = worst;
  else
    worst = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (all) && *n < VIGIE_MAP_CARD_N_MEASURES; i++)
    {
      g_autoptr (VigieMeasure) measure = g_list_model_get_item (all, i); /* kept by the site */

      if (measure != worst && !vigie_role_is_diagnostic (vigie_measure_get_data (measure)->role))
        measures[(*n)++] = measure;
    }
}

/* How old: an age while the link holds, a clock time while it is lost, words where it is not live. */
static char *
age_words (VigieMeasure *measure, VigieTime now, gboolean link_lost)
{
  const VigieReading *latest = vigie_measure_get_latest (measure);
  VigieFreshness freshness = vigie_measure_get_freshness (measure);

  if (link_lost && latest->time != VIGIE_TIME_NONE
      && (freshness == VIGIE_FRESHNESS_LIVE || freshness == VIGIE_FRESHNESS_LATE))
    return vigie_words_at (now, latest->time, NULL);
  return vigie_words_freshness_line (vigie_measure_get_data (measure), freshness, now, latest->time,
                                     NULL);
}

static void
add_measure (VigieMapCard *self,
             GtkGrid *grid,
             int row,
             VigieMeasure *measure,
             VigieTime now,
             gboolean link_lost)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  const VigieReading *latest = vigie_measure_get_latest (measure);
  VigieFreshness freshness = vigie_measure_get_freshness (measure);
  gboolean current
      = !link_lost && (freshness == VIGIE_FRESHNESS_LIVE || freshness == VIGIE_FRESHNESS_LATE);
  g_autofree char *reading = vigie_words_measure_reading (data, latest);
  g_autofree char *value = NULL;
  g_autofree char *age = age_words (measure, now, link_lost);
  g_autofree char *line = NULL;
  GtkWidget *name_label = gtk_label_new (data->name), *value_label, *age_label;

  value = freshness == VIGIE_FRESHNESS_SILENT ? g_strdup_printf (_ ("last: %s"), reading)
                                              : g_strdup (reading);
  value_label = gtk_label_new (value);
  age_label = gtk_label_new (age);
  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name_label), 24);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (value_label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (value_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (value_label), 20);
  gtk_widget_add_css_class (value_label, current ? "vigie-card-value" : "vigie-card-dim");
  gtk_label_set_xalign (GTK_LABEL (age_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (age_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (age_label, "vigie-card-small");
  gtk_widget_add_css_class (age_label, freshness == VIGIE_FRESHNESS_LIVE ? "vigie-card-dim"
                                                                         : "vigie-card-bold");
  gtk_grid_attach (grid, name_label, 0, 2 * row, 1, 1);
  gtk_grid_attach (grid, value_label, 1, 2 * row, 1, 1);
  gtk_grid_attach (grid, age_label, 0, 2 * row + 1, 2, 1);
  /* Translators: a measure, its value, how old: « Benne gravats 94 %, il y a 4 min » */
  line = g_strdup_printf (C_ ("measure, age", "%1$s %2$s, %3$s"), data->name, value, age);
  say (self, line);
}

/* « Affluence : dense », with its mark. */
static void
add_level (VigieMapCard *self, VigieLevel level)
{
  GtkWidget *line = add_line (self), *mark = vigie_level_mark_new ();
  g_autofree char *words = g_strdup_printf (
      /* Translators: how busy a site is: « Affluence : dense » */
      C_ ("site", "Attendance: %s"), vigie_level_words (level));

  vigie_level_mark_set_level (VIGIE_LEVEL_MARK (mark), level);
  gtk_accessible_update_state (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (line), mark);
  add_label (self, line, words, NULL, 40);
  say (self, words);
}

static void
show_site (VigieMapCard *self, const VigieSiteHint *hint, VigieTime now, gboolean link_lost)
{
  VigieSite *site = hint->site;
  const VigieSiteData *data = vigie_site_get_data (site);
  VigieGlyphLook look = vigie_glyph_look_for (hint->look.freshness, hint->look.condition);
  const char *kind = vigie_words_kind (vigie_site_get_kind (site));
  const char *reason = vigie_site_get_reason (site);
  VigieMeasure *measures[VIGIE_MAP_CARD_N_MEASURES];
  GtkWidget *line = add_line (self), *glyph, *texts, *grid;
  g_autofree char *what = NULL;
  g_autofree char *state = NULL;
  guint n;

  glyph = vigie_glyph_new (vigie_site_get_kind (site), look);
  vigie_glyph_set_link_lost (VIGIE_GLYPH (glyph), link_lost);
  gtk_widget_set_valign (glyph, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), glyph);
  texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (line), texts);
  add_label (self, texts, data->name, "vigie-card-title", 32);
  say (self, data->name);
  what = data->details->commune_name != NULL && *data->details->commune_name != '\0'
             /* Translators: the kind of a site, its commune: « Déchèterie · Riantec » */
             ? g_strdup_printf (C_ ("kind, commune", "%1$s · %2$s"), kind,
                                data->details->commune_name)
             : g_strdup (kind);
  gtk_widget_add_css_class (add_label (self, texts, what, "vigie-card-dim", 36),
                            "vigie-card-small");
  say (self, what);

  state = link_lost ? g_strdup_printf (
                          /* Translators: the state of a site while the link is lost */
                          _ ("Last known state: %s"), vigie_glyph_look_label (look))
                    : g_strdup (vigie_glyph_look_label (look));
  add_label (self, self->box, state, "vigie-card-state", 40);
  say (self, state);
  if (vigie_glyph_look_has_reason (look) && *reason != '\0' && !hint->past)
    {
      add_label (self, self->box, reason, NULL, 40);
      say (self, reason);
    }

  if (hint->look.level != VIGIE_LEVEL_UNKNOWN)
    add_level (self, hint->look.level);
  if (hint->more != NULL)
    {
      add_label (self, self->box, hint->more, NULL, 40);
      say (self, hint->more);
    }
  if (hint->past)
    return;
  principal_measures (site, measures, &n);
  if (n == 0)
    return;
  grid = gtk_grid_new ();
  gtk_widget_add_css_class (grid, "vigie-card-measures");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_box_append (GTK_BOX (self->box), grid);
  for (guint i = 0; i < n; i++)
    add_measure (self, GTK_GRID (grid), (int) i, measures[i], now, link_lost);
}

/* ---- A cluster ------------------------------------------------------------------------------- */

static void
show_cluster (VigieMapCard *self, const VigieSiteHint *hint, gboolean link_lost)
{
  g_autofree char *number = vigie_words_number (hint->n_sites, 0);
  g_autofree char *title
      = g_strdup_printf (ngettext ("%s site", "%s sites", hint->n_sites), number);
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  add_label (self, self->box, title, "vigie-card-title", 32);
  say (self, title);
  if (link_lost)
    {
      add_label (self, self->box, _ ("Last known state"), "vigie-card-state", 40);
      say (self, _ ("Last known state"));
    }
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_box_append (GTK_BOX (self->box), grid);
  for (guint i = 0; i < VIGIE_N_GLYPH_LOOK; i++)
    {
      guint n = hint->counts[vigie_glyph_looks[i]];
      g_autofree char *line = NULL;
      GtkWidget *mark, *label;

      if (n == 0)
        continue;
      mark = vigie_mark_new ();
      vigie_mark_set_look (VIGIE_MARK (mark), vigie_glyph_looks[i], link_lost);
      vigie_mark_set_size (VIGIE_MARK (mark), 18);
      line = vigie_glyph_look_count_words (vigie_glyph_looks[i], n);
      label = gtk_label_new (line);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_grid_attach (GTK_GRID (grid), mark, 0, row, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label, 1, row, 1, 1);
      row++;
      say (self, line);
    }
  for (guint i = 0; i < hint->n_worst; i++)
    {
      VigieSite *site = hint->worst[i];
      VigieGlyphLook look
          = vigie_glyph_look_for (hint->worst_looks[i].freshness, hint->worst_looks[i].condition);
      GtkWidget *line = add_line (self), *texts, *glyph;

      glyph = vigie_glyph_new (vigie_site_get_kind (site), look);
      vigie_glyph_set_link_lost (VIGIE_GLYPH (glyph), link_lost);
      gtk_widget_set_valign (glyph, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), glyph);
      texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_box_append (GTK_BOX (line), texts);
      add_label (self, texts, vigie_site_get_name (site), "vigie-card-bold", 32);
      say (self, vigie_site_get_name (site));
      if (!hint->past)
        {
          gtk_widget_add_css_class (add_label (self, texts, vigie_site_get_reason (site), NULL, 36),
                                    "vigie-card-small");
          say (self, vigie_site_get_reason (site));
        }
    }
}

/* ---- The widget ------------------------------------------------------------------------------ */

static void
vigie_map_card_dispose (GObject *object)
{
  g_clear_pointer (&VIGIE_MAP_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vigie_map_card_parent_class)->dispose (object);
}

static void
vigie_map_card_finalize (GObject *object)
{
  g_string_free (VIGIE_MAP_CARD (object)->text, TRUE);
  G_OBJECT_CLASS (vigie_map_card_parent_class)->finalize (object);
}

static void
vigie_map_card_class_init (VigieMapCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_map_card_dispose;
  object_class->finalize = vigie_map_card_finalize;
  gtk_widget_class_set_css_name (widget_class, "map-card");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLTIP);
}

static void
vigie_map_card_init (VigieMapCard *self)
{
  self->text = g_string_new (NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-card");
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
vigie_map_card_new (void)
{
  return g_object_new (VIGIE_TYPE_MAP_CARD, NULL);
}

void
vigie_map_card_show (VigieMapCard *self,
                     const VigieSiteHint *hint,
                     VigieTime now,
                     gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_MAP_CARD (self));

  clear (self);
  if (hint->site != NULL)
    show_site (self, hint, now, link_lost);
  else
    show_cluster (self, hint, link_lost);
  if (link_lost)
    gtk_widget_add_css_class (GTK_WIDGET (self), "link-lost");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "link-lost");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->text->str, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

const char *
vigie_map_card_get_text (VigieMapCard *self)
{
  g_return_val_if_fail (VIGIE_IS_MAP_CARD (self), NULL);
  return self->text->str;
}
