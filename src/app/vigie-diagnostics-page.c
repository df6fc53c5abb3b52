/* vigie-diagnostics-page.c: the page « Diagnostic ».
 *
 * Everything on it is read from the context when the second turns and something is new, and only while the
 * page is on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-diagnostics-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-children.h"
#include "vigie-diagnostics-requests.h"
#include "vigie-diagnostics.h"
#include "vigie-sheet.h"
#include "vigie-sync-inspect.h"
#include "vigie-words.h"

/* Of a turn of the main loop, µs. */
#define FILL_SLICE 1500

struct _VigieDiagnosticsPage
{
  GtkWidget parent_instance;

  VigieContext *context;     /* owned */
  VigieTicker *ticker;       /* owned */
  GCancellable *cancellable; /* owned: of the measure asked for; NULL while none is */
  GListStore *measures;      /* owned: VigieMeasure to choose from */
  char *wanted;              /* owned: id of the measure shown, or NULL */
  guint64 revision;          /* of the log as shown */
  guint rows_tick;           /* while older requests are to be shown */
  gboolean filling;          /* the measures to choose from are being set */
  guint fill_source;
  guint n_filled; /* sites whose measures may be chosen */

  AdwPreferencesGroup *link;
  AdwPreferencesGroup *exchanges;
  AdwPreferencesGroup *storage;
  AdwPreferencesGroup *problems;
  AdwComboRow *measure_row;
  GtkWidget *answer_row;
  GtkLabel *request;
  GtkTextView *answer;
  GtkColumnView *requests;
  GPtrArray *problem_rows;                      /* borrowed: rows of the group */
  guint problem_counts[VIGIE_ST_N_PROBLEM];     /* as the rows tell */
  GtkWidget *problem_kinds[VIGIE_ST_N_PROBLEM]; /* borrowed: the row of each kind, or NULL */
  GPtrArray *fact_rows[VIGIE_DIAGNOSTICS_N_PART];
};

G_DEFINE_FINAL_TYPE (VigieDiagnosticsPage, vigie_diagnostics_page, GTK_TYPE_WIDGET)

/* ---- Facts ----------------------------------------------------------------------------------- */

static AdwActionRow *
add_row (AdwPreferencesGroup *group, GPtrArray *rows)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_ptr_array_add (rows, row);
  return row;
}

/* Rows are kept from one second to the next: a text that is being selected stays selected. */
static void
show_facts (VigieDiagnosticsPage *self,
            const VigieDiagnostics *told,
            VigieDiagnosticsPart part,
            AdwPreferencesGroup *group)
{
  g_auto (GStrv) facts = vigie_diagnostics_get_facts (told, part);
  guint n = g_strv_length (facts) / 2;
  GPtrArray *rows = self->fact_rows[part];

  for (guint i = 0; i < n; i++)
    {
      AdwActionRow *row = i < rows->len ? rows->pdata[i] : add_row (group, rows);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), facts[2 * i]);
      adw_action_row_set_subtitle (row, facts[2 * i + 1]);
      gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
    }
  for (guint i = n; i < rows->len; i++)
    gtk_widget_set_visible (rows->pdata[i], FALSE);
}

/* ---- What could not be used ------------------------------------------------------------------ */

static void
copy_text (GtkWidget *widget, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.notice", "s", _ ("Copied"));
}

static void
copy_sample_cb (GtkWidget *button, const char *excerpt)
{
  copy_text (button, excerpt);
}

static GtkWidget *
make_sample (const VigieStLogSample *sample)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *clock = vigie_diagnostics_clock (sample->at);
  /* Translators: time of day, then what was asked of the server */
  g_autofree char *where
      = g_strdup_printf (_ ("%1$s, in the response to %2$s"), clock, sample->target);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sample->excerpt);
  adw_action_row_set_subtitle (row, where);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 2);
  gtk_widget_set_tooltip_text (button, _ ("Copy Example"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_sample_cb), g_strdup (sample->excerpt),
                         (GClosureNotify) (void *) g_free, 0);
  adw_action_row_add_suffix (row, button);
  gtk_widget_add_css_class (GTK_WIDGET (row), "vigie-sample");
  return GTK_WIDGET (row);
}

static void
add_problem_row (VigieDiagnosticsPage *self, GtkWidget *row)
{
  adw_preferences_group_add (self->problems, row);
  g_ptr_array_add (self->problem_rows, row);
}

static void
show_problems (VigieDiagnosticsPage *self, const VigieDiagnostics *told)
{
  gboolean expanded[VIGIE_ST_N_PROBLEM];

  /* They come less often than requests, and somebody may be reading. */
  if (self->problem_rows->len > 0
      && memcmp (self->problem_counts, told->statistics.problems.count, sizeof self->problem_counts)
             == 0)
    return;
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    {
      expanded[i] = self->problem_kinds[i] != NULL
                    && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->problem_kinds[i]));
      self->problem_kinds[i] = NULL;
      self->problem_counts[i] = told->statistics.problems.count[i];
    }
  for (guint i = 0; i < self->problem_rows->len; i++)
    adw_preferences_group_remove (self->problems, self->problem_rows->pdata[i]);
  g_ptr_array_set_size (self->problem_rows, 0);
  for (guint i = 0; i < VIGIE_ST_N_PROBLEM; i++)
    {
      guint count = self->problem_counts[i];
      g_autofree char *words = count > 0 ? vigie_st_problem_describe (i, count) : NULL;
      GtkWidget *row;

      if (words == NULL)
        continue;
      row = adw_expander_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
      for (guint j = 0; j < told->samples->len; j++)
        if (((VigieStLogSample *) told->samples->pdata[j])->problem == i)
          adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_sample (told->samples->pdata[j]));
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), expanded[i]);
      self->problem_kinds[i] = row;
      add_problem_row (self, row);
    }
  if (self->problem_rows->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     _ ("Nothing: everything the server sent was used."));
      add_problem_row (self, row);
    }
}

/* ---- One measure ----------------------------------------------------------------------------- */

static char *
measure_words (VigieMeasure *measure)
{
  VigieSite *site = vigie_measure_get_site (measure);
  const char *name = vigie_measure_get_data (measure)->name;

  return site != NULL ? g_strdup_printf ("%s · %s", vigie_site_get_name (site), name)
                      : g_strdup (name);
}

/* Adds those of the next sites, for a part of a turn of the main loop. */
static gboolean
fill_cb (gpointer user_data)
{
  VigieDiagnosticsPage *self = user_data;
  GListModel *sites = G_LIST_MODEL (vigie_context_get_territory (self->context));
  g_autoptr (GPtrArray) measures = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->measures));
  guint chosen = GTK_INVALID_LIST_POSITION;
  guint n_sites = sites != NULL ? g_list_model_get_n_items (sites) : 0;
  gint64 end = g_get_monotonic_time () + FILL_SLICE;

  while (self->n_filled < n_sites && g_get_monotonic_time () < end)
    {
      g_autoptr (VigieSite) site = g_list_model_get_item (sites, self->n_filled++);
      GListModel *of_site = vigie_site_get_measures (site);

      for (guint j = 0; j < g_list_model_get_n_items (of_site); j++)
        {
          VigieMeasure *measure = g_list_model_get_item (of_site, j);

          if (g_strcmp0 (vigie_measure_get_data (measure)->id, self->wanted) == 0)
            chosen = n_before + measures->len;
          g_ptr_array_add (measures, measure);
        }
    }
  self->filling = TRUE;
  g_list_store_splice (self->measures, n_before, 0, measures->pdata, measures->len);
  if (chosen != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->measure_row, chosen);
  else if (n_before == 0)
    adw_combo_row_set_selected (self->measure_row, GTK_INVALID_LIST_POSITION);
  self->filling = FALSE;
  if (self->n_filled < n_sites)
    return G_SOURCE_CONTINUE;
  self->fill_source = 0;
  return G_SOURCE_REMOVE;
}

/* All measures of the territory, little by little: there may be tens of thousands. */
static void
fill_measures (VigieDiagnosticsPage *self)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->measure_row, GTK_INVALID_LIST_POSITION);
  g_list_store_remove_all (self->measures);
  self->filling = FALSE;
  self->n_filled = 0;
  if (fill_cb (self))
    self->fill_source = g_idle_add (fill_cb, self);
}

static void
show_answer (VigieDiagnosticsPage *self, const char *request, const char *answer)
{
  gtk_label_set_label (self->request, request);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->answer), answer, -1);
  gtk_widget_set_visible (self->answer_row, TRUE);
}

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieDiagnosticsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;
  g_autofree char *answer
      = vigie_sync_inspect_finish (VIGIE_SYNC (source), result, &request, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->context == NULL)
    return;
  if (answer == NULL)
    answer = vigie_st_error_describe (error, vigie_context_get_server (self->context));
  show_answer (self, request, answer);
}

static void
inspect (VigieDiagnosticsPage *self, VigieMeasure *measure)
{
  const VigieMeasureData *data = vigie_measure_get_data (measure);
  VigieSync *sync = vigie_context_get_sync (self->context);

  g_set_str (&self->wanted, data->id);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (sync == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  show_answer (self, data->name, _ ("Querying the server…"));
  vigie_sync_inspect_async (sync, data->id, data->id_is_text, self->cancellable, inspected_cb,
                            g_object_ref (self));
}

static void
measure_chosen_cb (VigieDiagnosticsPage *self)
{
  VigieMeasure *measure = adw_combo_row_get_selected_item (self->measure_row);

  if (!self->filling && measure != NULL)
    inspect (self, measure);
}

static void
copy_answer_cb (VigieDiagnosticsPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer);
  g_autofree char *answer = NULL;
  g_autofree char *both = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  answer = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  both = g_strdup_printf ("%s\n\n%s\n", gtk_label_get_label (self->request), answer);
  copy_text (GTK_WIDGET (self), both);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void update (VigieDiagnosticsPage *self, gboolean all);

/* Some rows a frame. */
static gboolean
rows_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  VigieDiagnosticsPage *self = VIGIE_DIAGNOSTICS_PAGE (widget);

  self->rows_tick = 0;
  update (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
update (VigieDiagnosticsPage *self, gboolean all)
{
  g_autoptr (VigieDiagnostics) told = vigie_diagnostics_gather (self->context);
  VigieSync *sync = vigie_context_get_sync (self->context);
  guint64 revision = sync != NULL ? vigie_st_log_get_revision (vigie_sync_get_log (sync)) : 0;

  show_facts (self, told, VIGIE_DIAGNOSTICS_LINK, self->link);
  show_facts (self, told, VIGIE_DIAGNOSTICS_EXCHANGES, self->exchanges);
  show_facts (self, told, VIGIE_DIAGNOSTICS_STORAGE, self->storage);
  if (!all && revision == self->revision)
    return;
  self->revision = revision;
  if (!vigie_diagnostics_requests_set (self->requests, told) && self->rows_tick == 0)
    self->rows_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), rows_cb, NULL, NULL);
  show_problems (self, told);
}

static void
tick_cb (VigieDiagnosticsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self, FALSE);
}

static void
territory_cb (VigieDiagnosticsPage *self)
{
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_set_visible (self->answer_row, FALSE);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fill_measures (self);
  update (self, TRUE);
}

static void
vigie_diagnostics_page_map (GtkWidget *widget)
{
  VigieDiagnosticsPage *self = VIGIE_DIAGNOSTICS_PAGE (widget);

  GTK_WIDGET_CLASS (vigie_diagnostics_page_parent_class)->map (widget);
  fill_measures (self);
  update (self, TRUE);
}

static void
copy_report_cb (VigieDiagnosticsPage *self)
{
  g_autoptr (VigieDiagnostics) told = vigie_diagnostics_gather (self->context);
  g_autofree char *text = vigie_diagnostics_to_text (told);

  copy_text (GTK_WIDGET (self), text);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieDiagnosticsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    words = g_strdup (_ ("Report saved"));
  else
    {
      vigie_sheet_explain_error (error, G_FILE (source));
      words = g_strdup (error->message);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", words);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VigieDiagnosticsPage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (VigieDiagnostics) told = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (file == NULL || self->context == NULL)
    return;
  told = vigie_diagnostics_gather (self->context);
  text = vigie_diagnostics_to_text (told);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
save_report_cb (VigieDiagnosticsPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Save Report"));
  gtk_file_dialog_set_initial_name (dialog, _ ("vigie-diagnostics.txt"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        file_chosen_cb, g_object_ref (self));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_diagnostics_page_dispose (GObject *object)
{
  VigieDiagnosticsPage *self = VIGIE_DIAGNOSTICS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIE_TYPE_DIAGNOSTICS_PAGE);
  vigie_unparent_children (GTK_WIDGET (self));
  for (guint i = 0; i < VIGIE_DIAGNOSTICS_N_PART; i++)
    g_clear_pointer (&self->fact_rows[i], g_ptr_array_unref);
  g_clear_pointer (&self->problem_rows, g_ptr_array_unref);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->measures);
  g_clear_object (&self->ticker);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vigie_diagnostics_page_parent_class)->dispose (object);
}

static void
vigie_diagnostics_page_class_init (VigieDiagnosticsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vigie_diagnostics_page_dispose;
  widget_class->map = vigie_diagnostics_page_map;

  gtk_widget_class_set_css_name (widget_class, "diagnostics");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/agglo/Vigie/ui/vigie-diagnostics-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VigieDiagnosticsPage, name)
  BIND (link);
  BIND (exchanges);
  BIND (storage);
  BIND (problems);
  BIND (measure_row);
  BIND (answer_row);
  BIND (request);
  BIND (answer);
  BIND (requests);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, copy_report_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_report_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, measure_chosen_cb);
}

static void
vigie_diagnostics_page_init (VigieDiagnosticsPage *self)
{
  AdwPreferencesGroup *groups[VIGIE_DIAGNOSTICS_N_PART];

  gtk_widget_init_template (GTK_WIDGET (self));
  groups[VIGIE_DIAGNOSTICS_LINK] = self->link;
  groups[VIGIE_DIAGNOSTICS_EXCHANGES] = self->exchanges;
  groups[VIGIE_DIAGNOSTICS_STORAGE] = self->storage;
  for (guint i = 0; i < VIGIE_DIAGNOSTICS_N_PART; i++)
    {
      self->fact_rows[i] = g_ptr_array_new ();
      adw_preferences_group_set_title (groups[i], vigie_diagnostics_part_title (i));
    }
  self->problem_rows = g_ptr_array_new ();
  vigie_diagnostics_requests_init (self->requests);
}

GtkWidget *
vigie_diagnostics_page_new (VigieContext *context, VigieTicker *ticker)
{
  VigieDiagnosticsPage *self = g_object_new (VIGIE_TYPE_DIAGNOSTICS_PAGE, NULL);
  g_autoptr (GtkExpression) words = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (measure_words), NULL, NULL);

  self->context = g_object_ref (context);
  self->ticker = g_object_ref (ticker);
  self->measures = g_list_store_new (VIGIE_TYPE_MEASURE);
  self->filling = TRUE;
  adw_combo_row_set_expression (self->measure_row, words);
  adw_combo_row_set_search_match_mode (self->measure_row, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_model (self->measure_row, G_LIST_MODEL (self->measures));
  self->filling = FALSE;
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::territory", G_CALLBACK (territory_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
vigie_diagnostics_page_show_measure (VigieDiagnosticsPage *self, const char *id)
{
  VigieTerritory *territory = vigie_context_get_territory (self->context);
  VigieMeasure *measure = territory != NULL ? vigie_territory_find_measure (territory, id) : NULL;

  if (measure == NULL)
    return;
  inspect (self, measure);
  fill_measures (self);
}
