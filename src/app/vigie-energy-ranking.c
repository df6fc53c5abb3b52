/* vigie-energy-ranking.c: the sites of the energy page in order, each against what is usual for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-energy-ranking.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "vigie-children.h"
#include "vigie-csv.h"
#include "vigie-energy-rank-row.h"
#include "vigie-energy-text.h"
#include "vigie-energy-usual.h"
#include "vigie-rank-bar.h"
#include "vigie-words.h"

/* Lines that are made at once, and more of them each time the loop is idle: some 200 lines of a list are kept ready,
 * which at once would be felt. */
#define FIRST_LINES 12
#define MORE_LINES 8

/* Figures by which sites can be ranked. */
static const VigieKpi kpis[]
    = {VIGIE_KPI_CONSUMPTION, VIGIE_KPI_GRID_IMPORT, VIGIE_KPI_PRODUCTION, VIGIE_KPI_PER_AREA};

struct _VigieEnergyRanking
{
  GtkWidget parent_instance;

  VigieEnergyModel *model;   /* owned, or NULL */
  VigieTicker *ticker;       /* owned, or NULL */
  VigieEnergyResult *result; /* owned, or NULL */
  GHashTable *ranks;         /* owned: id → VigieEnergyRank, owned */
  GListStore *sites;         /* owned: in order */
  GtkSliceListModel *slice;  /* owned: those that have lines */
  guint grow_source;
  GHashTable *lines; /* owned: VigieEnergyRankLine in use → its GtkListItem, neither owned */
  VigieKpi kpi;
  VigieEnergyRankKey key;
  gboolean descending, narrow, live;
  VigieTime now;
  GtkWidget *buttons[VIGIE_N_ENERGY_RANK_KEY]; /* heads */

  GtkDropDown *choice;
  VigieEnergyRankLine *head;
  GtkStack *stack;
  GtkLabel *none;
  GtkListView *list;
};

enum
{
  SIGNAL_WHY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigieEnergyRanking, vigie_energy_ranking, GTK_TYPE_WIDGET)

static const struct
{
  VigieRankCell cell;
  const char *title;
} heads[VIGIE_N_ENERGY_RANK_KEY] = {
    [VIGIE_ENERGY_RANK_BY_VALUE] = {VIGIE_RANK_CELL_VALUE, NC_ ("ranking", "Energy")},
    [VIGIE_ENERGY_RANK_BY_NAME] = {VIGIE_RANK_CELL_NAME, NC_ ("ranking", "Site")},
    [VIGIE_ENERGY_RANK_BY_DEVIATION] = {VIGIE_RANK_CELL_DEVIATION, NC_ ("ranking", "Deviation")},
    [VIGIE_ENERGY_RANK_BY_COVERAGE] = {VIGIE_RANK_CELL_COVERAGE, NC_ ("ranking", "Coverage")},
    [VIGIE_ENERGY_RANK_BY_LAST] = {VIGIE_RANK_CELL_LAST, NC_ ("ranking", "Last Reading")},
};

static const char *
head_title (guint key)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "ranking", heads[key].title);
}

/* ---- Order ----------------------------------------------------------------------------------- */

static gboolean
grow_cb (gpointer user_data)
{
  VigieEnergyRanking *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sites));
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (size >= n)
    {
      self->grow_source = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_slice_list_model_set_size (self->slice, MIN (size + MORE_LINES, n));
  return G_SOURCE_CONTINUE;
}

static void
grow (VigieEnergyRanking *self)
{
  if (self->grow_source == 0)
    self->grow_source = g_idle_add_full (G_PRIORITY_LOW, grow_cb, self, NULL);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  VigieEnergyRanking *self = user_data;

  return vigie_energy_rank_compare (*(VigieEnergyRank *const *) a, *(VigieEnergyRank *const *) b,
                                    self->key, self->descending);
}

static gboolean
is_same (GListStore *store, GPtrArray *ranks)
{
  GListModel *list = G_LIST_MODEL (store);

  if (g_list_model_get_n_items (list) != ranks->len)
    return FALSE;
  for (guint i = 0; i < ranks->len; i++)
    {
      g_autoptr (VigieEnergyRank) rank = g_list_model_get_item (list, i);

      if (rank != g_ptr_array_index (ranks, i))
        return FALSE;
    }
  return TRUE;
}

/* Takes the sites that have the figure, in order. Lines stay where they are unless the order is another. */
static void
take_order (VigieEnergyRanking *self, GPtrArray *ranks)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  gboolean at_top = adjustment == NULL || gtk_adjustment_get_value (adjustment) < 1;

  g_ptr_array_sort_with_data (ranks, compare, self);
  if (is_same (self->sites, ranks))
    return;
  gtk_slice_list_model_set_size (self->slice, MIN (ranks->len, FIRST_LINES));
  g_list_store_splice (self->sites, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sites)),
                       ranks->pdata, ranks->len);
  /* A list keeps the row that was first where it is, wherever the order puts it. */
  if (at_top && ranks->len > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  grow (self);
}

static GPtrArray *
list_ranks (VigieEnergyRanking *self)
{
  GPtrArray *ranks = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sites));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ranks, g_list_model_get_item (G_LIST_MODEL (self->sites), i));
  return ranks;
}

static void
update_heads (VigieEnergyRanking *self)
{
  for (guint i = 0; i < VIGIE_N_ENERGY_RANK_KEY; i++)
    {
      GtkWidget *arrow
          = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (self->buttons[i])));
      gboolean sorted = i == self->key;

      gtk_widget_set_visible (arrow, sorted);
      gtk_image_set_from_icon_name (GTK_IMAGE (arrow),
                                    self->descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_SORT,
                                      !sorted            ? GTK_ACCESSIBLE_SORT_NONE
                                      : self->descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                         : GTK_ACCESSIBLE_SORT_ASCENDING,
                                      -1);
    }
}

void
vigie_energy_ranking_sort (VigieEnergyRanking *self, VigieEnergyRankKey key, gboolean descending)
{
  g_autoptr (GPtrArray) ranks = NULL;

  g_return_if_fail (VIGIE_IS_ENERGY_RANKING (self));

  self->key = key;
  self->descending = descending;
  update_heads (self);
  ranks = list_ranks (self);
  take_order (self, ranks);
}

static void
head_clicked_cb (VigieEnergyRanking *self, GtkButton *button)
{
  for (guint i = 0; i < VIGIE_N_ENERGY_RANK_KEY; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      /* Names from A, all else from the largest. */
      vigie_energy_ranking_sort (
          self, i, i == self->key ? !self->descending : i != VIGIE_ENERGY_RANK_BY_NAME);
}

/* ---- What is ranked -------------------------------------------------------------------------- */

static VigieEnergyRank *
get_rank (VigieEnergyRanking *self, VigieSiteData *data)
{
  VigieEnergyRank *rank = g_hash_table_lookup (self->ranks, data->id);

  if (rank == NULL)
    {
      rank = vigie_energy_rank_new (data);
      g_hash_table_insert (self->ranks, g_strdup (data->id), rank);
    }
  return rank;
}

static void
show_empty (VigieEnergyRanking *self, gboolean empty)
{
  const char *trouble = self->model != NULL ? vigie_energy_model_get_trouble (self->model) : NULL;
  g_autofree char *words = NULL;

  if (self->result == NULL && trouble != NULL)
    words = g_strdup (trouble);
  else if (self->result == NULL)
    words = g_strdup (_ ("Loading sites…"));
  else
    /* Translators: %s is a figure: “Consumption” */
    words = g_strdup_printf (_ ("No selected site has this figure: %s."),
                             vigie_kpi_words (self->kpi));
  gtk_label_set_label (self->none, words);
  gtk_stack_set_visible_child_name (self->stack, empty ? "none" : "list");
}

/* What a screen reader says of the line. */
static void
tell_line (VigieEnergyRanking *self, VigieEnergyRankLine *line, GtkListItem *item)
{
  g_autofree char *words
      = vigie_energy_rank_describe (vigie_energy_rank_row_get (line), self->now, self->live);

  gtk_list_item_set_accessible_label (item, words);
}

void
vigie_energy_ranking_set (VigieEnergyRanking *self,
                          VigieEnergyResult *result,
                          GPtrArray *habits,
                          VigieTerritory *territory)
{
  g_autoptr (GPtrArray) ranks = NULL;
  g_autoptr (VigieEnergyUsual) usual = NULL;
  double largest = NAN, scale;
  GHashTableIter iter;
  gpointer line, item;

  g_return_if_fail (VIGIE_IS_ENERGY_RANKING (self));

  if (result != NULL)
    vigie_energy_result_ref (result);
  g_clear_pointer (&self->result, vigie_energy_result_unref);
  self->result = result;
  ranks = g_ptr_array_new_with_free_func (g_object_unref);
  usual = vigie_energy_usual_new (result, habits, self->kpi);
  for (guint i = 0; result != NULL && i < result->sites->len; i++)
    {
      const VigieEnergySiteResult *site = g_ptr_array_index (result->sites, i);
      const VigieEnergyFigure *figure = &site->figures[self->kpi];
      VigieEnergyRank *rank;
      VigieEnergyDrift drift;

      if (figure->undefined == VIGIE_UNDEFINED_NOT_METERED
          || figure->undefined == VIGIE_UNDEFINED_NO_AREA)
        continue;
      rank = get_rank (self, site->site);
      vigie_energy_usual_get (usual, site->site->id, figure->value, &drift);
      vigie_energy_rank_set (
          rank, territory != NULL ? vigie_territory_find_site (territory, site->site->id) : NULL,
          self->kpi, figure, result, &drift, site->last);
      largest = fmax (largest, fmax (figure->value, drift.p90));
      g_ptr_array_add (ranks, g_object_ref (rank));
    }
  scale = vigie_rank_bar_scale (largest);
  for (guint i = 0; i < ranks->len; i++)
    vigie_energy_rank_set_scale (g_ptr_array_index (ranks, i), scale);
  show_empty (self, ranks->len == 0);
  take_order (self, ranks);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, &item))
    tell_line (self, line, item);
}

static void
model_cb (VigieEnergyRanking *self)
{
  VigieContext *context = vigie_energy_model_get_context (self->model);
  g_autoptr (GPtrArray) habits = g_ptr_array_new ();

  for (guint i = 0; i < vigie_energy_model_get_n_habits (self->model); i++)
    g_ptr_array_add (habits, vigie_energy_model_get_habit (self->model, i));
  vigie_energy_ranking_set (self, vigie_energy_model_get_result (self->model), habits,
                            vigie_context_get_territory (context));
}

static void
plan_cb (VigieEnergyRanking *self)
{
  g_hash_table_remove_all (self->ranks);
  model_cb (self);
}

void
vigie_energy_ranking_set_kpi (VigieEnergyRanking *self, VigieKpi kpi)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANKING (self));

  self->kpi = kpi;
  for (guint i = 0; i < G_N_ELEMENTS (kpis); i++)
    if (kpis[i] == kpi)
      gtk_drop_down_set_selected (self->choice, i);
  if (self->model != NULL)
    model_cb (self);
}

static void
choice_cb (VigieEnergyRanking *self)
{
  guint chosen = gtk_drop_down_get_selected (self->choice);

  if (chosen < G_N_ELEMENTS (kpis) && kpis[chosen] != self->kpi)
    vigie_energy_ranking_set_kpi (self, kpis[chosen]);
}

GListModel *
vigie_energy_ranking_get_sites (VigieEnergyRanking *self)
{
  g_return_val_if_fail (VIGIE_IS_ENERGY_RANKING (self), NULL);
  return G_LIST_MODEL (self->sites);
}

/* ---- Time ------------------------------------------------------------------------------------ */

void
vigie_energy_ranking_set_now (VigieEnergyRanking *self, VigieTime now, gboolean live)
{
  GHashTableIter iter;
  gpointer line, item;

  g_return_if_fail (VIGIE_IS_ENERGY_RANKING (self));

  self->now = now;
  self->live = live;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, &item))
    if (gtk_widget_get_mapped (line))
      {
        vigie_energy_rank_row_set_now (line, now, live);
        tell_line (self, line, item);
      }
}

static void
tick_cb (VigieEnergyRanking *self)
{
  VigieTime now = vigie_ticker_get_now (self->ticker);
  gboolean live = vigie_ticker_get_live (self->ticker);

  /* Ages are told in steps of ten seconds. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self))
      && (live != self->live || ABS (now - self->now) >= 10 * VIGIE_SECOND))
    vigie_energy_ranking_set_now (self, now, live);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void
emit_why (VigieEnergyRanking *self, VigieEnergyRank *rank)
{
  if (rank != NULL)
    g_signal_emit (self, signals[SIGNAL_WHY], 0, vigie_energy_rank_get_id (rank),
                   (guint) self->kpi);
}

static void
why_clicked_cb (VigieEnergyRanking *self, GtkWidget *button)
{
  GtkWidget *line = gtk_widget_get_ancestor (button, VIGIE_TYPE_ENERGY_RANK_LINE);

  emit_why (self, vigie_energy_rank_row_get (VIGIE_ENERGY_RANK_LINE (line)));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VigieEnergyRanking *self)
{
  GtkWidget *line = vigie_energy_rank_row_new ();

  g_signal_connect_object (vigie_energy_rank_row_get_why (VIGIE_ENERGY_RANK_LINE (line)), "clicked",
                           G_CALLBACK (why_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, line);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VigieEnergyRanking *self)
{
  VigieEnergyRankLine *line = VIGIE_ENERGY_RANK_LINE (gtk_list_item_get_child (item));
  VigieEnergyRank *rank = gtk_list_item_get_item (item);

  vigie_energy_rank_line_set_narrow (line, self->narrow);
  vigie_energy_rank_row_set (line, NULL);
  vigie_energy_rank_row_set_now (line, self->now, self->live);
  vigie_energy_rank_row_set (line, rank);
  g_hash_table_insert (self->lines, line, item);
  tell_line (self, line, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VigieEnergyRanking *self)
{
  VigieEnergyRankLine *line = VIGIE_ENERGY_RANK_LINE (gtk_list_item_get_child (item));

  vigie_energy_rank_row_set (line, NULL);
  g_hash_table_remove (self->lines, line);
}

static void
activate_cb (VigieEnergyRanking *self, guint position)
{
  g_autoptr (VigieEnergyRank) rank = g_list_model_get_item (G_LIST_MODEL (self->sites), position);

  if (rank != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-site", "s",
                                vigie_energy_rank_get_id (rank));
}

static gboolean
why_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VigieEnergyRanking *self = user_data;
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list));
  VigieEnergyRank *rank = gtk_single_selection_get_selected_item (selection);

  emit_why (self, rank);
  return rank != NULL;
}

void
vigie_energy_ranking_set_narrow (VigieEnergyRanking *self, gboolean narrow)
{
  GHashTableIter iter;
  gpointer line;

  g_return_if_fail (VIGIE_IS_ENERGY_RANKING (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->head), !narrow);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    vigie_energy_rank_line_set_narrow (line, narrow);
}

/* ---- As a file ------------------------------------------------------------------------------- */

GBytes *
vigie_energy_ranking_to_csv (VigieEnergyRanking *self)
{
  VigieCsv *csv = vigie_csv_new ();
  const char *unit;
  guint n;
  const char *titles[] = {
      _ ("Site"),
      _ ("Commune"),
      _ ("Figure"),
      _ ("Value"),
      _ ("Unit"),
      _ ("Why it is n/a"),
      _ ("Usual, P10"),
      _ ("Usual, median"),
      _ ("Usual, P90"),
      _ ("Deviation (%)"),
      _ ("Coverage (%)"),
      _ ("Last reading"),
      _ ("Last reading (ISO 8601)"),
  };

  g_return_val_if_fail (VIGIE_IS_ENERGY_RANKING (self), NULL);

  unit = vigie_energy_kpi_unit (self->kpi);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->sites));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    vigie_csv_add_text (csv, titles[i]);
  vigie_csv_end_row (csv);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VigieEnergyRank) rank = g_list_model_get_item (G_LIST_MODEL (self->sites), i);
      const VigieEnergyFigure *figure = vigie_energy_rank_get_figure (rank);
      const VigieEnergyDrift *drift = vigie_energy_rank_get_drift (rank);

      vigie_csv_add_text (csv, vigie_energy_rank_get_name (rank));
      vigie_csv_add_text (csv, vigie_energy_rank_get_commune (rank));
      vigie_csv_add_text (csv, vigie_kpi_words (self->kpi));
      vigie_csv_add_number (csv, figure->value);
      vigie_csv_add_text (csv, unit);
      vigie_csv_add_text (csv, vigie_energy_rank_get_reason (rank));
      vigie_csv_add_number (csv, drift->p10);
      vigie_csv_add_number (csv, drift->median);
      vigie_csv_add_number (csv, drift->p90);
      vigie_csv_add_number (csv, 100 * drift->deviation);
      vigie_csv_add_number (csv, 100 * figure->coverage);
      vigie_csv_add_time (csv, vigie_energy_rank_get_last (rank), vigie_words_default_zone ());
      vigie_csv_add_instant (csv, vigie_energy_rank_get_last (rank), vigie_words_default_zone ());
      vigie_csv_end_row (csv);
    }
  return vigie_csv_finish (csv);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static GtkWidget *
make_title (VigieEnergyRanking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *title = gtk_label_new (_ ("Site Ranking"));
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kpis); i++)
    gtk_string_list_append (names, vigie_kpi_words (kpis[i]));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "vigie-energy-name");
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->choice), "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Figure to rank sites by"), -1);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (choice_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choice));
  return box;
}

static void
make_heads (VigieEnergyRanking *self)
{
  GtkWidget *usual = gtk_label_new (_ ("Compared With Usual (P10–P90)"));

  self->head = VIGIE_ENERGY_RANK_LINE (vigie_energy_rank_line_new ());
  for (guint i = 0; i < VIGIE_N_ENERGY_RANK_KEY; i++)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
      GtkWidget *title = gtk_label_new (head_title (i));

      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (content), g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
      gtk_box_append (GTK_BOX (content), title);
      gtk_widget_set_halign (content,
                             i == VIGIE_ENERGY_RANK_BY_NAME ? GTK_ALIGN_START : GTK_ALIGN_END);
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "vigie-energy-head");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      head_title (i), -1);
      gtk_widget_set_tooltip_text (button, head_title (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (head_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      self->buttons[i] = button;
      vigie_energy_rank_line_set_cell (self->head, heads[i].cell, button);
    }
  gtk_label_set_xalign (GTK_LABEL (usual), 0);
  gtk_label_set_ellipsize (GTK_LABEL (usual), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (
      usual, _ ("Bar: this period. Band: 10th to 90th percentile of earlier comparable periods."));
  vigie_energy_rank_line_set_cell (self->head, VIGIE_RANK_CELL_BAR, usual);
  gtk_widget_add_css_class (GTK_WIDGET (self->head), "vigie-energy-heads");
}

static GtkWidget *
make_list (VigieEnergyRanking *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection
      = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->slice)));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "vigie-energy-ranking");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Site ranking"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                        gtk_callback_action_new (why_key_cb, self, NULL)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  return scroller;
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_energy_ranking_dispose (GObject *object)
{
  VigieEnergyRanking *self = VIGIE_ENERGY_RANKING (object);

  g_clear_handle_id (&self->grow_source, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  if (self->list != NULL)
    gtk_list_view_set_model (g_steal_pointer (&self->list), NULL);
  vigie_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_clear_pointer (&self->result, vigie_energy_result_unref);
  g_clear_object (&self->slice);
  g_clear_object (&self->sites);
  g_clear_object (&self->ticker);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vigie_energy_ranking_parent_class)->dispose (object);
}

static void
vigie_energy_ranking_class_init (VigieEnergyRankingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vigie_energy_ranking_dispose;
  signals[SIGNAL_WHY] = g_signal_new ("why", VIGIE_TYPE_ENERGY_RANKING, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "energyranking");
}

static void
vigie_energy_ranking_init (VigieEnergyRanking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->kpi = VIGIE_KPI_CONSUMPTION;
  self->descending = TRUE;
  self->live = TRUE;
  self->ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->lines = g_hash_table_new (NULL, NULL);
  self->sites = g_list_store_new (VIGIE_TYPE_ENERGY_RANK);
  self->slice
      = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->sites)), 0, FIRST_LINES);
  gtk_box_append (GTK_BOX (box), make_title (self));
  make_heads (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_list (self), "list");
  self->none = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->none, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->none), "vigie-dim");
  gtk_widget_set_margin_top (GTK_WIDGET (self->none), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->none), 18);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->none), "none");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigie-energy-card");
  update_heads (self);
  show_empty (self, TRUE);
}

GtkWidget *
vigie_energy_ranking_new (void)
{
  return g_object_new (VIGIE_TYPE_ENERGY_RANKING, NULL);
}

void
vigie_energy_ranking_setup (VigieEnergyRanking *self, VigieEnergyModel *model, VigieTicker *ticker)
{
  g_return_if_fail (VIGIE_IS_ENERGY_RANKING (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->ticker = g_object_ref (ticker);
  self->now = vigie_ticker_get_now (ticker);
  self->live = vigie_ticker_get_live (ticker);
  g_signal_connect_object (model, "plan-changed", G_CALLBACK (plan_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "habit-changed", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  model_cb (self);
}
