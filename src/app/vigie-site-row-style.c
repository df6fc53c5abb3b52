/* vigie-site-row-style.c: what the rows of the list of sites show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-site-row-style.h"

struct _VigieSiteRowStyle
{
  GObject parent_instance;

  VigieSiteLine line;
  gboolean show_age;
};

enum
{
  STYLE_PROP_LINE = 1,
  STYLE_PROP_SHOW_AGE,
  N_STYLE_PROPS,
};
static GParamSpec *style_props[N_STYLE_PROPS];

G_DEFINE_ENUM_TYPE (VigieSiteLine,
                    vigie_site_line,
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_REASON, "reason"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_COMMUNE, "commune"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_ADDRESS, "address"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SITE_LINE_VALUE, "value"))

G_DEFINE_FINAL_TYPE (VigieSiteRowStyle, vigie_site_row_style, G_TYPE_OBJECT)

static void
vigie_site_row_style_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieSiteRowStyle *self = VIGIE_SITE_ROW_STYLE (object);

  switch (id)
    {
    case STYLE_PROP_LINE:
      g_value_set_enum (value, (int) self->line);
      break;
    case STYLE_PROP_SHOW_AGE:
      g_value_set_boolean (value, self->show_age);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_site_row_style_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  VigieSiteRowStyle *self = VIGIE_SITE_ROW_STYLE (object);

  switch (id)
    {
    case STYLE_PROP_LINE:
      if ((int) self->line == g_value_get_enum (value))
        return;
      self->line = (VigieSiteLine) g_value_get_enum (value);
      break;
    case STYLE_PROP_SHOW_AGE:
      if (self->show_age == g_value_get_boolean (value))
        return;
      self->show_age = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
vigie_site_row_style_class_init (VigieSiteRowStyleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vigie_site_row_style_get_property;
  object_class->set_property = vigie_site_row_style_set_property;
  style_props[STYLE_PROP_LINE]
      = g_param_spec_enum ("line", NULL, NULL, VIGIE_TYPE_SITE_LINE, VIGIE_SITE_LINE_REASON, flags);
  style_props[STYLE_PROP_SHOW_AGE] = g_param_spec_boolean ("show-age", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_STYLE_PROPS, style_props);
}

static void
vigie_site_row_style_init (VigieSiteRowStyle *self)
{
  self->show_age = TRUE;
}

VigieSiteRowStyle *
vigie_site_row_style_new (void)
{
  return g_object_new (VIGIE_TYPE_SITE_ROW_STYLE, NULL);
}

VigieSiteLine
vigie_site_row_style_get_line (VigieSiteRowStyle *self)
{
  return self->line;
}

gboolean
vigie_site_row_style_get_show_age (VigieSiteRowStyle *self)
{
  return self->show_age;
}
