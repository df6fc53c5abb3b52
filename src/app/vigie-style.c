/* vigie-style.c: the sheets for dark and for high contrast, beside style.css.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-style.h"

/* Above style.css, whose variables they replace, and below the person's own. */
#define PRIORITY (GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1)

/* They are loaded by their own names: libadwaita does not find them there. In the order in which the later one counts. */
static const struct
{
  const char *resource;
  gboolean dark, high_contrast; /* what it wants, both where both */
} sheets[] = {
    {"/fr/agglo/Vigie/css/style-dark.css", TRUE, FALSE},
    {"/fr/agglo/Vigie/css/style-hc.css", FALSE, TRUE},
    {"/fr/agglo/Vigie/css/style-hc-dark.css", TRUE, TRUE},
};

typedef struct
{
  AdwStyleManager *manager;                         /* of which it is */
  GtkCssProvider *providers[G_N_ELEMENTS (sheets)]; /* owned; loaded when first wanted */
} Style;

static void
update (Style *self)
{
  AdwStyleManager *manager = self->manager;
  GdkDisplay *display = adw_style_manager_get_display (manager);
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      gboolean wanted = (dark || !sheets[i].dark) && (high_contrast || !sheets[i].high_contrast);

      if (self->providers[i] != NULL)
        gtk_style_context_remove_provider_for_display (display,
                                                       GTK_STYLE_PROVIDER (self->providers[i]));
      if (!wanted)
        continue;
      if (self->providers[i] == NULL)
        {
          self->providers[i] = gtk_css_provider_new ();
          gtk_css_provider_load_from_resource (self->providers[i], sheets[i].resource);
        }
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->providers[i]),
                                                  PRIORITY + i);
    }
}

static void
style_free (gpointer data)
{
  Style *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    g_clear_object (&self->providers[i]);
  g_free (self);
}

void
vigie_style_follow (GdkDisplay *display)
{
  Style *self = g_new0 (Style, 1);

  self->manager = adw_style_manager_get_for_display (display);
  g_object_set_data_full (G_OBJECT (self->manager), "vigie-style", self, style_free);
  g_signal_connect_swapped (self->manager, "notify::dark", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->manager, "notify::high-contrast", G_CALLBACK (update), self);
  update (self);
}
