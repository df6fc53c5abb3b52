/* vigie-shortcuts-dialog.c: the keys, in words, by page, with a search.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#include "vigie-announce.h"
#include "vigie-fold.h"
#include "vigie-pages.h"
#include "vigie-words.h"

static const VigieShortcut shortcuts[] = {
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Search everything"), "<Control>k"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Search in the page"), "<Control>f"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Next pane"), "F6"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Close the panel, go back"), "Escape <Alt>Left"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Retry the connection"), "F5"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Main menu"), "F10"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Show or leave the wall display"), "F11"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Preferences"), "<Control>comma"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Keyboard shortcuts"), "<Control>question"},
    {VIGIE_SHORTCUTS_WINDOW, N_ ("Quit"), "<Control>q"},

    {VIGIE_SHORTCUTS_MAP, N_ ("Next site, starting with the most severe"), "Right n Page_Down"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Previous site"), "Left p Page_Up"},
    {VIGIE_SHORTCUTS_MAP, N_ ("First site, last site"), "Home End"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Select the site or open the cluster"), "Return space"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Site page"), "<Shift>Return"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Move the map"),
     "<Control>Left <Control>Right <Control>Up <Control>Down"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Select an area, enlarge it"),
     "<Shift>Left <Shift>Right <Shift>Up <Shift>Down"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Make the area smaller"),
     "<Control><Shift>Left <Control><Shift>Right <Control><Shift>Up <Control><Shift>Down"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Zoom in, zoom out"), "plus minus"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Whole territory"), "0"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Saved views, first to ninth"), "<Control>1 <Control>9"},
    {VIGIE_SHORTCUTS_MAP, N_ ("Replay a day, or return to the present"), "<Control>r"},
    {VIGIE_SHORTCUTS_MAP, N_ ("While replaying: play or pause"), "space"},
    {VIGIE_SHORTCUTS_MAP, N_ ("While replaying: previous change, next change"),
     "<Control>Left <Control>Right"},

    {VIGIE_SHORTCUTS_SITES, N_ ("Browse the list"), "Up Down"},
    {VIGIE_SHORTCUTS_SITES, N_ ("Open the site"), "Return"},
    {VIGIE_SHORTCUTS_SITES, N_ ("Remove the focused filter"), "Delete BackSpace"},

    {VIGIE_SHORTCUTS_MEASURES, N_ ("Copy the value"), "<Control>c"},
    {VIGIE_SHORTCUTS_MEASURES, N_ ("Measure menu"), "Menu <Shift>F10"},

    {VIGIE_SHORTCUTS_CHART, N_ ("Chart or table"), "<Control>t"},
    {VIGIE_SHORTCUTS_CHART, N_ ("Previous reading, next reading"), "Left Right"},
    {VIGIE_SHORTCUTS_CHART, N_ ("A tenth of the period back, forward"),
     "<Control>Left <Control>Right"},
    {VIGIE_SHORTCUTS_CHART, N_ ("First reading, last reading"), "Home End"},
    {VIGIE_SHORTCUTS_CHART, N_ ("Half a period earlier, later"), "Page_Up Page_Down"},
    {VIGIE_SHORTCUTS_CHART, N_ ("Shorter period, longer period"), "plus minus"},
    {VIGIE_SHORTCUTS_CHART, N_ ("Everything that can be shown"), "0"},
    {VIGIE_SHORTCUTS_CHART, N_ ("Copy the selected rows of the table"),
     "<Control>c <Control>Insert"},

    {VIGIE_SHORTCUTS_ENERGY, N_ ("Previous period, next period"),
     "<Control>Page_Up <Control>Page_Down"},
    {VIGIE_SHORTCUTS_ENERGY, N_ ("Select the sites"), "<Control>l"},
    {VIGIE_SHORTCUTS_ENERGY, N_ ("Explain the figure of the site in the ranking"),
     "<Control>Return"},

    {VIGIE_SHORTCUTS_ATTENDANCE, N_ ("Previous day, next day"),
     "<Control>Page_Up <Control>Page_Down"},
    {VIGIE_SHORTCUTS_ATTENDANCE, N_ ("Copy what to tell the public"), "<Control><Shift>c"},

    {VIGIE_SHORTCUTS_FLEET, N_ ("Browse the sensors"), "Up Down"},
    {VIGIE_SHORTCUTS_FLEET, N_ ("Copy the values of the sensor"), "<Control>c"},
    {VIGIE_SHORTCUTS_FLEET, N_ ("Sensor menu"), "Menu <Shift>F10"},

    {VIGIE_SHORTCUTS_SEARCH, N_ ("Browse the results"), "Up Down"},
    {VIGIE_SHORTCUTS_SEARCH, N_ ("Further up, further down"), "Page_Up Page_Down"},
    {VIGIE_SHORTCUTS_SEARCH, N_ ("First, last"), "<Control>Home <Control>End"},
    {VIGIE_SHORTCUTS_SEARCH, N_ ("Show the result"), "Return"},
    {VIGIE_SHORTCUTS_SEARCH, N_ ("Site page of the result"), "<Control>Return"},
};

typedef struct
{
  GtkWidget *row; /* of the group */
  GtkWidget *group;
  char *folded; /* owned */
} Row;

struct _VigieShortcutsDialog
{
  AdwDialog parent_instance;

  GArray *rows; /* of Row, owned */
  GtkSearchEntry *entry;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (VigieShortcutsDialog, vigie_shortcuts_dialog, ADW_TYPE_DIALOG)

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->folded);
}

/* The keys and how they are called, the latter for a screen reader. */
static GtkWidget *
make_row (const char *what, const char *accelerators, char **folded)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *box = adw_wrap_box_new ();
  g_auto (GStrv) parts = g_strsplit (accelerators, " ", -1);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *spoken = NULL;
  g_autofree char *both = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 4);
  adw_wrap_box_set_align (ADW_WRAP_BOX (box), 1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      GtkWidget *cap;
      guint key;
      GdkModifierType modifiers;

      if (!gtk_accelerator_parse (parts[i], &key, &modifiers))
        g_error ("“%s” is no key", parts[i]); /* of the table above */
      g_ptr_array_add (labels, gtk_accelerator_get_label (key, modifiers));
      cap = gtk_label_new (g_ptr_array_index (labels, i));
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (cap, "vigie-key");
      adw_wrap_box_append (ADW_WRAP_BOX (box), cap);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  spoken = vigie_words_list ((const char *const *) labels->pdata, labels->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken,
                                  -1);
  both = g_strconcat (what, " ", spoken, NULL);
  *folded = vigie_fold_text (both);
  return row;
}

static void
add_row (VigieShortcutsDialog *self,
         AdwPreferencesGroup *group,
         const char *what,
         const char *accelerators)
{
  Row row = {.group = GTK_WIDGET (group)};

  row.row = make_row (what, accelerators, &row.folded);
  adw_preferences_group_add (group, row.row);
  g_array_append_val (self->rows, row);
}

static void
add_pages (VigieShortcutsDialog *self, AdwPreferencesGroup *group)
{
  guint n;
  const VigiePageKind *kinds = vigie_pages_get (&n);

  for (guint i = 0; i < n && kinds[i].icon != NULL; i++)
    {
      /* Translators: the key that leads to a page; %s is « Carte » */
      g_autofree char *what = g_strdup_printf (_ ("Page “%s”"), _ (kinds[i].title));
      g_autofree char *accelerator = g_strdup_printf ("<Alt>%u", i + 1);

      add_row (self, group, what, accelerator);
    }
}

static void
add_groups (VigieShortcutsDialog *self, AdwPreferencesPage *page)
{
  static const char *const titles[VIGIE_SHORTCUTS_N_GROUP] = {
      [VIGIE_SHORTCUTS_WINDOW] = N_ ("Window"), [VIGIE_SHORTCUTS_MAP] = N_ ("Map"),
      [VIGIE_SHORTCUTS_SITES] = N_ ("Sites"),   [VIGIE_SHORTCUTS_MEASURES] = N_ ("Measures"),
      [VIGIE_SHORTCUTS_CHART] = N_ ("Charts"),  [VIGIE_SHORTCUTS_FLEET] = N_ ("Fleet"),
      [VIGIE_SHORTCUTS_ENERGY] = N_ ("Energy"), [VIGIE_SHORTCUTS_ATTENDANCE] = N_ ("Attendance"),
      [VIGIE_SHORTCUTS_SEARCH] = N_ ("Search"),
  };
  AdwPreferencesGroup *groups[VIGIE_SHORTCUTS_N_GROUP];

  for (guint i = 0; i < VIGIE_SHORTCUTS_N_GROUP; i++)
    {
      groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (groups[i], _ (titles[i]));
      adw_preferences_page_add (page, groups[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    add_row (self, groups[shortcuts[i].group], _ (shortcuts[i].what), shortcuts[i].accelerators);
  add_pages (self, groups[VIGIE_SHORTCUTS_WINDOW]);
}

static void
search_changed_cb (VigieShortcutsDialog *self)
{
  guint n
      = vigie_shortcuts_dialog_search (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autofree char *number = vigie_words_number (n, 0);
  g_autofree char *words = g_strdup_printf (ngettext ("%s shortcut", "%s shortcuts", n), number);

  vigie_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Escape: first what was typed, then the dialog. */
static void
stop_search_cb (VigieShortcutsDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

/* ---- The object ------------------------------------------------------------------------------ */

static void
vigie_shortcuts_dialog_finalize (GObject *object)
{
  g_array_unref (VIGIE_SHORTCUTS_DIALOG (object)->rows);

  G_OBJECT_CLASS (vigie_shortcuts_dialog_parent_class)->finalize (object);
}

static void
vigie_shortcuts_dialog_class_init (VigieShortcutsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigie_shortcuts_dialog_finalize;
}

static void
vigie_shortcuts_dialog_init (VigieShortcutsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *none = adw_status_page_new ();
  GtkWidget *stack = gtk_stack_new ();

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->entry = GTK_SEARCH_ENTRY (entry);
  self->stack = GTK_STACK (stack);
  add_groups (self, ADW_PREFERENCES_PAGE (page));

  gtk_search_entry_set_placeholder_text (self->entry, _ ("Search shortcuts"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search shortcuts"), -1);
  gtk_search_entry_set_key_capture_widget (self->entry, view);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  adw_clamp_set_child (ADW_CLAMP (clamp), entry);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 600);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 6);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "system-search-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Matching Shortcuts"));
  gtk_stack_add_named (self->stack, page, "list");
  gtk_stack_add_named (self->stack, none, "none");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), clamp);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), stack);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 680);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_focus (ADW_DIALOG (self), entry);
}

AdwDialog *
vigie_shortcuts_dialog_new (void)
{
  return g_object_new (VIGIE_TYPE_SHORTCUTS_DIALOG, NULL);
}

const VigieShortcut *
vigie_shortcuts_get (guint *n)
{
  *n = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

guint
vigie_shortcuts_dialog_search (VigieShortcutsDialog *self, const char *text)
{
  g_autofree char *query = vigie_fold_text (text);
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (g_array_index (self->rows, Row, i).group, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      gboolean shown = vigie_fold_match (row->folded, query);

      gtk_widget_set_visible (row->row, shown);
      if (shown)
        {
          gtk_widget_set_visible (row->group, TRUE);
          n++;
        }
    }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "none");
  return n;
}
