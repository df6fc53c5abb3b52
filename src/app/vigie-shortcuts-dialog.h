/* vigie-shortcuts-dialog.h: the keys, in words, by page, with a search.
 *
 * GtkShortcutsWindow is deprecated in GTK 4.18 and its successor needs libadwaita 1.8: rows it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VIGIE_TYPE_SHORTCUTS_DIALOG (vigie_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VigieShortcutsDialog,
                      vigie_shortcuts_dialog,
                      VIGIE,
                      SHORTCUTS_DIALOG,
                      AdwDialog)

typedef enum
{
  VIGIE_SHORTCUTS_WINDOW, /* anywhere in the window */
  VIGIE_SHORTCUTS_MAP,
  VIGIE_SHORTCUTS_SITES,
  VIGIE_SHORTCUTS_MEASURES,
  VIGIE_SHORTCUTS_CHART,
  VIGIE_SHORTCUTS_ENERGY,
  VIGIE_SHORTCUTS_ATTENDANCE,
  VIGIE_SHORTCUTS_FLEET,
  VIGIE_SHORTCUTS_SEARCH,
} VigieShortcutsGroup;
#define VIGIE_SHORTCUTS_N_GROUP 9

typedef struct
{
  VigieShortcutsGroup group;
  const char *what; /* to be translated */
  const char *
      accelerators; /* as gtk_accelerator_parse() reads them, separated by spaces: any of them does it */
} VigieShortcut;

/* All that the dialog tells, but the keys of the pages (Alt and a digit), in its order. Of a key that another
 * layout has elsewhere only the usual one is there. */
const VigieShortcut *vigie_shortcuts_get (guint *n);

AdwDialog *vigie_shortcuts_dialog_new (void);

/* Shows the rows that have each word of @text in what they do or in their keys, without regard to accents and
 * capitals; all for "". Gives how many. The entry on top of the dialog does it. */
guint vigie_shortcuts_dialog_search (VigieShortcutsDialog *self, const char *text);

G_END_DECLS
