/* vigie-shortcuts-dialog.c: the keys, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *what;
  const char *accelerators; /* separated by spaces */
} Key;

static const Key general[] = {
    {N_ ("Search a site, a commune or a sensor"), "<Control>k"},
    {N_ ("Map page"), "<Alt>1"},
    {N_ ("Next part of the window"), "F6"},
    {N_ ("Try the server again"), "F5"},
    {N_ ("Close the panel, go back"), "Escape"},
    {N_ ("Preferences"), "<Control>comma"},
    {N_ ("Keyboard shortcuts"), "<Control>question"},
    {N_ ("Quit"), "<Control>q"},
};

static const Key sites[] = {
    {N_ ("Go through the list"), "Up Down"},
    {N_ ("Open the site"), "Return"},
};

static const Key map[] = {
    {N_ ("Nearer, further"), "plus minus"},
    {N_ ("Whole territory"), "0"},
};

static GtkWidget *
make_row (const Key *key)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) accelerators = g_strsplit (key->accelerators, " ", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (key->what));
  for (guint i = 0; accelerators[i] != NULL; i++)
    {
      g_autofree char *label = NULL;
      GtkWidget *cap;
      guint value;
      GdkModifierType modifiers;

      if (!gtk_accelerator_parse (accelerators[i], &value, &modifiers))
        continue;
      label = gtk_accelerator_get_label (value, modifiers);
      cap = gtk_label_new (label);
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (cap, "vigie-key");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), cap);
    }
  return row;
}

static AdwPreferencesGroup *
make_group (const char *title, const Key *keys, guint n)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (group, make_row (&keys[i]));
  return group;
}

AdwDialog *
vigie_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_add (page, make_group (_ ("General"), general, G_N_ELEMENTS (general)));
  adw_preferences_page_add (page, make_group (_ ("List of Sites"), sites, G_N_ELEMENTS (sites)));
  adw_preferences_page_add (page, make_group (_ ("Map"), map, G_N_ELEMENTS (map)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 620);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
