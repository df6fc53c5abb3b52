/* vigie-window-private.h: what the files of the window share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vigie-link-banner.h"
#include "vigie-link-pill.h"
#include "vigie-map-page.h"
#include "vigie-pages.h"
#include "vigie-search-index.h"
#include "vigie-server-menu.h"
#include "vigie-wall.h"
#include "vigie-window.h"

G_BEGIN_DECLS

struct _VigieWindow
{
  AdwApplicationWindow parent_instance;

  VigieContext *context; /* owned */
  VigieTicker *ticker;   /* owned */
  GtkWidget *page;       /* the page shown; owned by the stack of pages */
  const VigiePageKind *page_kind;
  const VigiePageKind
      *page_before; /* where « back » leads from a page that is not in the sidebar */
  char *
      wanted_record; /* owned: the site whose page was left open the last time, until it is known; or NULL */
  char *wanted_link;       /* owned: leads to what is not known yet; or NULL */
  VigieSearchIndex *index; /* owned; NULL until the first search */
  AdwDialog *search;       /* weak: while it is open */
  gboolean painted;        /* its first frame is on screen */
  gboolean was_lost;       /* the loss of the link was announced */
  gulong paint_handler;
  gboolean moving;    /* from page to page by the keys of the sidebar */
  GPtrArray *notices; /* owned: of AdwToast, those that stay until they are closed */
  AdwToast *answer;   /* weak: the last that goes by itself */

  gboolean on_wall;           /* somebody wants the wall */
  GtkStack *modes;            /* the window's content: the one below, or the wall */
  GtkWidget *wall;            /* VigieWall, owned by modes; NULL while it is not shown */
  AdwColorScheme desk_scheme; /* as it was before the wall */
  gboolean was_fullscreen;    /* before the wall */
  guint inhibit_cookie;       /* the screen is kept awake, or 0 */

  AdwNavigationSplitView *split;
  AdwNavigationPage *content_page;
  GtkListBox *sidebar;
  AdwWindowTitle *title_label;
  GtkButton *back_button;
  GtkButton *switch_button;
  GtkButton *search_button;
  VigieServerMenu *server_menu;
  GMenu *servers_section; /* of the main menu */
  VigieLinkPill *pill;
  VigieLinkPill *strip_pill;
  VigieLinkBanner *banner;
  AdwBanner *keeping; /* what is shown is not kept on disk */
  GtkWidget *demonstration;
  GtkWidget *demonstration_pill;
  GtkWidget *connect_button;
  GtkWidget *discover_button;
  GtkWidget *retry_button;
  GtkWidget *other_button; /* below it: another server */
  GtkLabel *date;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *preparing;
  AdwStatusPage *failed;
  GtkWidget *bottom_bar;
  GtkStack *pages;
  GtkBox *tabs;
  GtkMenuButton *menu_button; /* of the sidebar */
  GtkMenuButton *more_button; /* of the bottom bar */
  VigieMapPage *map_page;
};

/* vigie-window-actions.c: actions and keys; called once for the class. */
void vigie_window_install_actions (GtkWidgetClass *widget_class);
/* Goes where the link that waits leads, if that is known by now. */
void vigie_window_follow_wanted (VigieWindow *self);
gboolean vigie_window_key_pressed (VigieWindow *self, guint key, GdkModifierType modifiers);

/* vigie-window-map-file.c: win.open-map-file (s): the file at that address becomes the base map. */
void vigie_window_open_map_file_action (GtkWidget *widget, const char *name, GVariant *parameter);

/* vigie-window-pages.c: the pages and the header that tells of them. */
void vigie_window_init_pages (VigieWindow *self);
/* Shows the page, made if it is the first time. */
void vigie_window_show_page (VigieWindow *self, const VigiePageKind *kind);
/* Rows of the sidebar: chosen, whoever did it; and opened. */
void vigie_window_page_selected (VigieWindow *self, GtkListBoxRow *row);
void vigie_window_page_activated (VigieWindow *self, GtkListBoxRow *row);
/* Where nothing that is seen has the focus, the main part of what is shown takes it. */
void vigie_window_ensure_focus (VigieWindow *self);
/* One step back: within the page, or to the page before. FALSE where there was none. */
gboolean vigie_window_back (VigieWindow *self);
/* TRUE while the territory is on screen, not the first run or an error. */
gboolean vigie_window_shows_territory (VigieWindow *self);
void vigie_window_update_header (VigieWindow *self);
/* vigie-window.c: another site may be on screen, or none: tells who asks vigie_window_get_shown_site(). */
void vigie_window_tell_shown_site (VigieWindow *self);

/* vigie-window-wall.c */
void vigie_window_init_wall (VigieWindow *self);
/* Shows the wall where it is wanted and there is something to show, else not. */
void vigie_window_update_wall (VigieWindow *self);
/* Lets the screen sleep again, and be as light as it was. */
void vigie_window_release_wall (VigieWindow *self);

G_END_DECLS
