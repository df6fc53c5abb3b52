/* vigie-attendance-row.c: a site of the attendance page in its list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-attendance-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-attendance-line.h"
#include "vigie-attendance-text.h"
#include "vigie-children.h"
#include "vigie-glyph.h"
#include "vigie-level-mark.h"
#include "vigie-show.h"
#include "vigie-tooltip.h"
#include "vigie-usual-bar.h"

struct _VigieAttendanceRow
{
  VigieDrawnRow parent_instance;

  const VigieAttendancePen *pen; /* unowned */
  VigieSite *site;               /* owned, or NULL */
  gboolean narrow;
  VigieAttendanceWords words; /* that are shown */
  gboolean is_told;           /* there are some */

  VigieAttendanceLine *line; /* a child */
  VigieGlyph *glyph;
  GtkLabel *name, *count;
  VigieUsualBar *bar;
  GtkLabel *trend;
  GtkWidget *level; /* mark and word */
  VigieLevelMark *mark;
  GtkLabel *level_word;
  GtkLabel *wait;
  GtkWidget *instead; /* of count to wait: what is said where no count is told */
  GtkLabel *instead_words;
  GtkLabel *doubt; /* of level and wait: why a count is not to be trusted */
  GtkLabel *best;
};

G_DEFINE_FINAL_TYPE (VigieAttendanceRow, vigie_attendance_row, VIGIE_TYPE_DRAWN_ROW)

static void
set_words (GtkLabel *label, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (label), words) != 0)
    gtk_label_set_label (label, words);
}

/* ---- What it shows --------------------------------------------------------------------------- */

static void
set_tooltip (gpointer widget, const char *words)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (widget)), words) != 0)
    vigie_tooltip_set (GTK_WIDGET (widget), words);
}

/* « Silencieux depuis 8 h 00  dernier : 1 véhicule »: bold, then as it is; cut at its end where there is no room. */
static void
show_instead (VigieAttendanceRow *self)
{
  const VigieAttendanceWords *words = &self->words;
  g_autofree char *text = *words->note != '\0'
                              ? g_strdup_printf ("%s\u2002%s", words->strong, words->note)
                              : g_strdup (words->strong);
  gboolean calm = words->kind == VIGIE_ATTENDANCE_WAITING || words->kind == VIGIE_ATTENDANCE_NONE;
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (calm ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);

  bold->end_index = (guint) strlen (words->strong);
  pango_attr_list_insert (attributes, bold);
  set_words (self->instead_words, text);
  gtk_label_set_attributes (self->instead_words, attributes);
  set_tooltip (self->instead_words, text);
  pango_attr_list_unref (attributes);
}

/* In a narrow row no head says what a time is. */
static void
show_times (VigieAttendanceRow *self)
{
  const VigieAttendanceWords *words = &self->words;
  g_autofree char *wait = NULL, *best = NULL;

  if (!self->narrow)
    {
      set_words (self->wait, words->wait);
      set_words (self->best, words->best);
      return;
    }
  /* Translators: %s is a duration, or “none” */
  wait = g_strdup_printf (_ ("wait: %s"), words->wait);
  /* Translators: %s is a time, or “now” */
  best = g_strdup_printf (_ ("shorter wait: %s"), words->best);
  set_words (self->wait, wait);
  set_words (self->best, best);
}

static void
show_bar (VigieAttendanceRow *self, const VigieAttendanceState *state)
{
  const VigieAttendanceNow *now = &state->now;
  int capacity = state->site->facts.capacity;

  vigie_usual_bar_set (self->bar, now->present, now->low, now->high, now->usual.p10, now->usual.p90,
                       capacity > 0 ? capacity : NAN, self->pen->scale);
}

static void
show_words (VigieAttendanceRow *self)
{
  const VigieAttendanceWords *words = &self->words;
  gboolean counts = *words->count != '\0', told = words->kind == VIGIE_ATTENDANCE_COUNTED;

  set_words (self->name, words->name);
  set_words (self->count, words->count);
  set_words (self->trend, words->trend);
  set_words (self->level_word, words->level);
  if (!counts)
    show_instead (self);
  set_words (self->doubt, words->strong);
  show_times (self);
  gtk_widget_set_visible (GTK_WIDGET (self->count), counts);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), counts);
  gtk_widget_set_visible (GTK_WIDGET (self->trend), *words->trend != '\0');
  gtk_widget_set_visible (self->level, told);
  gtk_widget_set_visible (GTK_WIDGET (self->wait), told);
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), counts && !told);
  gtk_widget_set_visible (self->instead, !counts);
  vigie_set_class (self->instead, "void", words->kind == VIGIE_ATTENDANCE_SILENT);
  vigie_set_class (self->count, "vigie-bold", told);
  vigie_set_class (self, "doubtful", words->kind == VIGIE_ATTENDANCE_DOUBTFUL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->sentence, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->sentence, -1);
}

/* Widgets are touched only where something is not as it was: mostly all is. */
static gboolean
update (VigieAttendanceRow *self, VigieAttendanceItem *item)
{
  const VigieAttendanceState *state = vigie_attendance_item_get_state (item);
  VigieAttendanceWords words;
  gboolean same;

  vigie_attendance_words_init (&words, state, self->pen->live);
  same = self->is_told && vigie_attendance_words_equal (&words, &self->words);
  vigie_attendance_words_clear (&self->words);
  self->words = words;
  self->is_told = TRUE;
  if (!same)
    show_words (self);
  vigie_level_mark_set_level (self->mark, state->now.level);
  if (*words.count != '\0')
    show_bar (self, state);
  vigie_set_class (self->name, "vigie-bold",
                   words.kind == VIGIE_ATTENDANCE_COUNTED && state->now.level >= VIGIE_LEVEL_HEAVY);
  vigie_set_class (self->best, "vigie-bold", words.has_best && !words.best_is_now);
  set_tooltip (self->trend, vigie_trend_words (state->now.trend));
  return !same;
}

static void
update_glyph (VigieAttendanceRow *self)
{
  if (self->site == NULL)
    return;
  vigie_glyph_set_kind (self->glyph, vigie_site_get_kind (self->site));
  vigie_glyph_set_look (self->glyph, vigie_glyph_look_for (vigie_site_get_freshness (self->site),
                                                           vigie_site_get_condition (self->site)));
  vigie_glyph_set_link_lost (self->glyph, !self->pen->live);
}

/* ---- Its site -------------------------------------------------------------------------------- */

static void
set_site (VigieAttendanceRow *self, VigieSite *site)
{
  if (self->site == site)
    return;
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (self->site, self);
  g_set_object (&self->site, site);
  if (site != NULL)
    g_signal_connect_object (site, "notify::severity", G_CALLBACK (update_glyph), self,
                             G_CONNECT_SWAPPED);
}

static VigieSite *
find_site (VigieAttendanceRow *self, VigieAttendanceItem *item)
{
  VigieTerritory *territory
      = self->pen->context != NULL ? vigie_context_get_territory (self->pen->context) : NULL;

  return territory != NULL
             ? vigie_territory_find_site (territory, vigie_attendance_item_get_id (item))
             : NULL;
}

static gboolean
vigie_attendance_row_say (VigieDrawnRow *row)
{
  VigieAttendanceRow *self = VIGIE_ATTENDANCE_ROW (row);
  VigieAttendanceItem *item = vigie_drawn_row_get_item (row);

  set_site (self, find_site (self, item));
  update_glyph (self);
  return update (self, item);
}

/* Labels have to know it before they are measured. */
static void
vigie_attendance_row_item_changed (VigieDrawnRow *row, gpointer former)
{
  VigieAttendanceItem *item = vigie_drawn_row_get_item (row);

  if (former != NULL)
    g_signal_handlers_disconnect_by_data (former, row);
  if (item == NULL)
    {
      set_site (VIGIE_ATTENDANCE_ROW (row), NULL);
      return;
    }
  g_signal_connect_object (item, "changed", G_CALLBACK (vigie_drawn_row_refresh), row,
                           G_CONNECT_SWAPPED);
  vigie_drawn_row_ensure (row);
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_attendance_row_dispose (GObject *object)
{
  VigieAttendanceRow *self = VIGIE_ATTENDANCE_ROW (object);

  /* Takes the item, and with it the site. */
  G_OBJECT_CLASS (vigie_attendance_row_parent_class)->dispose (object);

  vigie_unparent_children (GTK_WIDGET (self));
}

static void
vigie_attendance_row_finalize (GObject *object)
{
  vigie_attendance_words_clear (&VIGIE_ATTENDANCE_ROW (object)->words);

  G_OBJECT_CLASS (vigie_attendance_row_parent_class)->finalize (object);
}

static void
vigie_attendance_row_class_init (VigieAttendanceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VigieDrawnRowClass *row_class = VIGIE_DRAWN_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_attendance_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigie_attendance_row_finalize;
  row_class->say = vigie_attendance_row_say;
  row_class->item_changed = vigie_attendance_row_item_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkLabel *
make_label (float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
add (VigieAttendanceRow *self, gpointer widget, VigieAttendanceCell first, VigieAttendanceCell last)
{
  vigie_attendance_line_add (self->line, GTK_WIDGET (widget), first, last);
}

static void
vigie_attendance_row_init (VigieAttendanceRow *self)
{
  self->line = VIGIE_ATTENDANCE_LINE (vigie_attendance_line_new ());
  self->glyph = VIGIE_GLYPH (vigie_glyph_new (VIGIE_KIND_RECYCLING_CENTRE, VIGIE_GLYPH_NORMAL));
  self->name = make_label (0, "vigie-attendance-name");
  gtk_label_set_wrap (self->name, TRUE);
  gtk_label_set_wrap_mode (self->name, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->name, 2);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  self->count = make_label (1, "vigie-attendance-count");
  self->bar = VIGIE_USUAL_BAR (vigie_usual_bar_new ());
  self->trend = make_label (0, "vigie-dim");
  self->mark = VIGIE_LEVEL_MARK (vigie_level_mark_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->mark), GTK_ALIGN_CENTER);
  self->level_word = make_label (0, NULL);
  self->level = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->level), GTK_WIDGET (self->mark));
  gtk_box_append (GTK_BOX (self->level), GTK_WIDGET (self->level_word));
  self->wait = make_label (1, NULL);
  self->instead_words = make_label (0, NULL);
  gtk_label_set_wrap (self->instead_words, TRUE);
  gtk_label_set_lines (self->instead_words, 2);
  gtk_label_set_ellipsize (self->instead_words, PANGO_ELLIPSIZE_END);
  self->instead = adw_bin_new ();
  adw_bin_set_child (ADW_BIN (self->instead), GTK_WIDGET (self->instead_words));
  gtk_widget_add_css_class (self->instead, "vigie-attendance-instead");
  self->doubt = make_label (0, "vigie-attendance-doubt");
  gtk_label_set_wrap (self->doubt, TRUE);
  gtk_label_set_wrap_mode (self->doubt, PANGO_WRAP_WORD_CHAR);
  self->best = make_label (1, "vigie-attendance-best");
  add (self, self->glyph, VIGIE_ATTENDANCE_CELL_GLYPH, VIGIE_ATTENDANCE_CELL_GLYPH);
  add (self, self->name, VIGIE_ATTENDANCE_CELL_NAME, VIGIE_ATTENDANCE_CELL_NAME);
  add (self, self->level, VIGIE_ATTENDANCE_CELL_LEVEL, VIGIE_ATTENDANCE_CELL_LEVEL);
  add (self, self->instead, VIGIE_ATTENDANCE_CELL_COUNT, VIGIE_ATTENDANCE_CELL_WAIT);
  add (self, self->count, VIGIE_ATTENDANCE_CELL_COUNT, VIGIE_ATTENDANCE_CELL_COUNT);
  add (self, self->bar, VIGIE_ATTENDANCE_CELL_BAR, VIGIE_ATTENDANCE_CELL_BAR);
  add (self, self->trend, VIGIE_ATTENDANCE_CELL_TREND, VIGIE_ATTENDANCE_CELL_TREND);
  add (self, self->doubt, VIGIE_ATTENDANCE_CELL_LEVEL, VIGIE_ATTENDANCE_CELL_WAIT);
  add (self, self->wait, VIGIE_ATTENDANCE_CELL_WAIT, VIGIE_ATTENDANCE_CELL_WAIT);
  add (self, self->best, VIGIE_ATTENDANCE_CELL_BEST, VIGIE_ATTENDANCE_CELL_BEST);
  gtk_widget_set_parent (GTK_WIDGET (self->line), GTK_WIDGET (self));
}

VigieDrawnRow *
vigie_attendance_row_new (const VigieAttendancePen *pen)
{
  VigieAttendanceRow *self = g_object_new (VIGIE_TYPE_ATTENDANCE_ROW, NULL);

  self->pen = pen;
  return VIGIE_DRAWN_ROW (self);
}

void
vigie_attendance_row_set_narrow (VigieAttendanceRow *self, gboolean narrow)
{
  g_return_if_fail (VIGIE_IS_ATTENDANCE_ROW (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  vigie_attendance_line_set_narrow (self->line, narrow);
  /* Whatever the size of the text, a narrow row is as narrow as its longest word. */
  gtk_label_set_lines (self->instead_words, narrow ? 6 : 2);
  gtk_label_set_wrap (self->wait, narrow);
  gtk_label_set_wrap (self->best, narrow);
  gtk_label_set_xalign (self->wait, narrow ? 0 : 1);
  gtk_label_set_xalign (self->best, narrow ? 0 : 1);
  if (self->is_told)
    show_times (self);
}

double
vigie_attendance_scale_of (GPtrArray *states)
{
  double scale = 1;

  for (guint i = 0; i < states->len; i++)
    {
      const VigieAttendanceState *state = g_ptr_array_index (states, i);

      /* fmax() passes over what is not known. */
      scale = fmax (scale, state->site->facts.capacity);
      scale = fmax (scale, fmax (state->now.present, state->now.high));
      scale = fmax (scale, state->now.usual.p90);
    }
  return scale;
}

/* ---- Heads ----------------------------------------------------------------------------------- */

static void
add_head (GtkWidget *line,
          const char *title,
          VigieAttendanceCell first,
          VigieAttendanceCell last,
          float xalign)
{
  GtkLabel *label = make_label (xalign, "vigie-attendance-head");

  gtk_label_set_label (label, title);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  vigie_tooltip_set (GTK_WIDGET (label), title);
  vigie_attendance_line_add (VIGIE_ATTENDANCE_LINE (line), GTK_WIDGET (label), first, last);
}

GtkWidget *
vigie_attendance_heads_new (void)
{
  GtkWidget *line = vigie_attendance_line_new ();

  add_head (line, "", VIGIE_ATTENDANCE_CELL_GLYPH, VIGIE_ATTENDANCE_CELL_NAME, 0);
  /* Translators: head of a column: the number, then bars with the usual range in grey */
  add_head (line, _ ("Vehicles, usual in grey"), VIGIE_ATTENDANCE_CELL_COUNT,
            VIGIE_ATTENDANCE_CELL_TREND, 0);
  add_head (line, C_ ("attendance", "Level"), VIGIE_ATTENDANCE_CELL_LEVEL,
            VIGIE_ATTENDANCE_CELL_LEVEL, 0);
  add_head (line, C_ ("attendance", "Wait"), VIGIE_ATTENDANCE_CELL_WAIT, VIGIE_ATTENDANCE_CELL_WAIT,
            1);
  add_head (line, _ ("Shorter wait"), VIGIE_ATTENDANCE_CELL_BEST, VIGIE_ATTENDANCE_CELL_BEST, 1);
  gtk_widget_add_css_class (line, "vigie-attendance-heads");
  return line;
}

void
vigie_attendance_heads_set_things (GtkWidget *heads, const char *things)
{
  GtkWidget *label = gtk_widget_get_first_child (heads);

  gtk_label_set_label (GTK_LABEL (label), things);
  vigie_tooltip_set (label, things);
}
