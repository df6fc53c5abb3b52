/* vigie-diagnostics-requests.c: the table of the last requests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-diagnostics-requests.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vigie-tooltip.h"

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

enum
{
  COLUMN_TIME,
  COLUMN_STATUS,
  COLUMN_DURATION,
  COLUMN_SIZE,
  COLUMN_TRIES,
  COLUMN_TARGET,
  N_COLUMNS,
};

/* A row: the texts of its cells, made once. */
#define VIGIE_TYPE_REQUEST_ROW (vigie_request_row_get_type ())
G_DECLARE_FINAL_TYPE (VigieRequestRow, vigie_request_row, VIGIE, REQUEST_ROW, GObject)

struct _VigieRequestRow
{
  GObject parent_instance;

  VigieTime at;           /* of the request, with what follows: which one it is */
  gint64 duration;        /* µs */
  char *cells[N_COLUMNS]; /* owned */
  char *error;            /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (VigieRequestRow, vigie_request_row, G_TYPE_OBJECT)

static void
vigie_request_row_finalize (GObject *object)
{
  VigieRequestRow *self = VIGIE_REQUEST_ROW (object);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->cells[i]);
  g_free (self->error);

  G_OBJECT_CLASS (vigie_request_row_parent_class)->finalize (object);
}

static void
vigie_request_row_class_init (VigieRequestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_request_row_finalize;
}

static void
vigie_request_row_init (VigieRequestRow *self)
{
}

static VigieRequestRow *
make_row (const VigieStLogRequest *request, const char *server)
{
  VigieRequestRow *row = g_object_new (VIGIE_TYPE_REQUEST_ROW, NULL);

  row->at = request->at;
  row->duration = request->duration;
  row->cells[COLUMN_TIME] = vigie_diagnostics_clock (request->at);
  row->cells[COLUMN_STATUS] = vigie_diagnostics_status (request);
  row->cells[COLUMN_DURATION] = vigie_diagnostics_duration (request->duration);
  row->cells[COLUMN_SIZE] = g_format_size (request->bytes);
  row->cells[COLUMN_TRIES] = g_strdup_printf ("%u", request->tries);
  row->cells[COLUMN_TARGET] = g_strdup_printf ("%s %s", request->method, request->target);
  if (request->error != NULL)
    row->error = vigie_st_error_describe (request->error, server);
  return row;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (column) == COLUMN_TARGET ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), GPOINTER_TO_INT (column) == COLUMN_TARGET
                                                  ? PANGO_ELLIPSIZE_END
                                                  : PANGO_ELLIPSIZE_NONE);
  gtk_list_item_set_child (item, label);
}

char *
vigie_diagnostics_requests_fold_target (const char *target)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *c = target; *c != '\0'; c++)
    {
      /* Before an escaped byte, after what parts the address. */
      if (*c == '%' && c > target)
        g_string_append (folded, ZERO_WIDTH_SPACE);
      g_string_append_c (folded, *c);
      if (strchr ("/?&,()", *c) != NULL)
        g_string_append (folded, ZERO_WIDTH_SPACE);
    }
  return g_string_free_and_steal (g_steal_pointer (&folded));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  VigieRequestRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  int index = GPOINTER_TO_INT (column);
  g_autofree char *folded
      = index == COLUMN_TARGET ? vigie_diagnostics_requests_fold_target (row->cells[index]) : NULL;

  gtk_label_set_label (GTK_LABEL (label), row->cells[index]);
  vigie_tooltip_set (label, index == COLUMN_STATUS ? row->error : folded);
  if (row->error != NULL)
    gtk_widget_add_css_class (label, "vigie-bold");
  else
    gtk_widget_remove_css_class (label, "vigie-bold");
}

void
vigie_diagnostics_requests_init (GtkColumnView *view)
{
  static const char *const titles[N_COLUMNS]
      = {N_ ("Time"), N_ ("Status"), N_ ("Duration"), N_ ("Size"), N_ ("Attempts"), N_ ("Request")};
  GListStore *store = g_list_store_new (VIGIE_TYPE_REQUEST_ROW);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (store)));

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (titles[i]), factory);
      gtk_column_view_column_set_expand (column, i == COLUMN_TARGET);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (view, column);
      g_object_unref (column);
    }
  gtk_column_view_set_model (view, selection);
  g_object_unref (selection);
}

/* How many requests of @told came after the one that is shown first; all, where that one is no more told. */
static guint
count_new (GListModel *rows, GPtrArray *requests)
{
  g_autoptr (VigieRequestRow) first = g_list_model_get_item (rows, 0);

  for (guint i = 0; first != NULL && i < requests->len; i++)
    {
      const VigieStLogRequest *request = requests->pdata[i];

      if (request->at == first->at && request->duration == first->duration
          && g_str_has_suffix (first->cells[COLUMN_TARGET], request->target))
        return i;
    }
  return requests->len;
}

static void
insert_rows (GListStore *store, guint at, const VigieDiagnostics *told, guint from, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = from; i < from + n; i++)
    g_ptr_array_add (rows, make_row (told->requests->pdata[i], told->server));
  if (n > 0)
    g_list_store_splice (store, at, 0, rows->pdata, n);
}

gboolean
vigie_diagnostics_requests_set (GtkColumnView *view, const VigieDiagnostics *told)
{
  GtkNoSelection *selection = GTK_NO_SELECTION (gtk_column_view_get_model (view));
  GListStore *store = G_LIST_STORE (gtk_no_selection_get_model (selection));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (store)), n = told->requests->len;
  guint n_new = count_new (G_LIST_MODEL (store), told->requests), n_kept, n_older;

  /* What is shown has no gap. */
  if (n_new > VIGIE_DIAGNOSTICS_REQUESTS_AT_ONCE)
    n_new = n;
  n_kept = MIN (n_shown, n - n_new);
  n_new = MIN (n_new, VIGIE_DIAGNOSTICS_REQUESTS_AT_ONCE);
  n_older = MIN (n - n_new - n_kept, (guint) VIGIE_DIAGNOSTICS_REQUESTS_AT_ONCE - n_new);
  /* Rows that stay are not made anew: the table stays where it is, and a turn of the main loop short. */
  if (n_kept < n_shown)
    g_list_store_splice (store, n_kept, n_shown - n_kept, NULL, 0);
  insert_rows (store, 0, told, 0, n_new);
  insert_rows (store, n_new + n_kept, told, n_new + n_kept, n_older);
  return n_new + n_kept + n_older == n;
}
