/* vigie-glyph-widget.c: the sign of a site as a widget and as a paintable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-glyph.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-glyph-draw.h"
#include "vigie-words.h"

/* ---- Paintable ---- */

#define VIGIE_TYPE_GLYPH_PAINTABLE (vigie_glyph_paintable_get_type ())
G_DECLARE_FINAL_TYPE (VigieGlyphPaintable, vigie_glyph_paintable, VIGIE, GLYPH_PAINTABLE, GObject)

struct _VigieGlyphPaintable
{
  GObject parent_instance;

  VigieKind kind;
  VigieGlyphLook look;
  VigieGlyphFlags flags;
  VigieScheme scheme;
  int size;
};

static void
vigie_glyph_paintable_snapshot (GdkPaintable *paintable,
                                GdkSnapshot *snapshot,
                                double width,
                                double height)
{
  VigieGlyphPaintable *self = VIGIE_GLYPH_PAINTABLE (paintable);
  double size = MIN (width, height);
  cairo_t *cr;

  if (size <= 0)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((width - size) / 2, (height - size) / 2, size, size));
  cairo_translate (cr, (width - size) / 2, (height - size) / 2);
  vigie_glyph_draw (cr, self->kind, self->look, self->flags, self->scheme, size);
  cairo_destroy (cr);
}

static GdkPaintableFlags
vigie_glyph_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static int
vigie_glyph_paintable_get_intrinsic_size (GdkPaintable *paintable)
{
  return VIGIE_GLYPH_PAINTABLE (paintable)->size;
}

static double
vigie_glyph_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  return 1;
}

static void
vigie_glyph_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = vigie_glyph_paintable_snapshot;
  iface->get_flags = vigie_glyph_paintable_get_flags;
  iface->get_intrinsic_width = vigie_glyph_paintable_get_intrinsic_size;
  iface->get_intrinsic_height = vigie_glyph_paintable_get_intrinsic_size;
  iface->get_intrinsic_aspect_ratio = vigie_glyph_paintable_get_intrinsic_aspect_ratio;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VigieGlyphPaintable,
                               vigie_glyph_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      vigie_glyph_paintable_iface_init))

static void
vigie_glyph_paintable_class_init (VigieGlyphPaintableClass *klass)
{
}

static void
vigie_glyph_paintable_init (VigieGlyphPaintable *self)
{
}

GdkPaintable *
vigie_glyph_paintable_new (VigieKind kind,
                           VigieGlyphLook look,
                           VigieGlyphFlags flags,
                           VigieScheme scheme,
                           int size)
{
  VigieGlyphPaintable *self = g_object_new (VIGIE_TYPE_GLYPH_PAINTABLE, NULL);

  self->kind = kind;
  self->look = look;
  self->flags = flags;
  self->scheme = scheme;
  self->size = size > 0 ? size : vigie_glyph_look_get_size (look);
  return GDK_PAINTABLE (self);
}

/* ---- Widget ---- */

/* The room of the largest look. */
#define LARGEST 30

struct _VigieGlyph
{
  GtkWidget parent_instance;

  VigieKind kind;
  VigieGlyphLook look;
  int size; /* 0: as the look asks */
  gboolean link_lost;
  VigieScheme scheme;
};

G_DEFINE_FINAL_TYPE (VigieGlyph, vigie_glyph, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_KIND = 1,
  PROP_LOOK,
  PROP_SIZE,
  PROP_LINK_LOST,
  PROP_SCHEME,
} VigieGlyphProperty;
static GParamSpec *properties[PROP_SCHEME + 1];

static void
update_label (VigieGlyph *self)
{
  g_autofree char *label = NULL;

  if (self->link_lost)
    label = g_strdup_printf (
        /* Translators: kind of a site, its last known state */
        _ ("%1$s: %2$s (last known state)"), vigie_words_kind (self->kind),
        vigie_glyph_look_label (self->look));
  else
    label = g_strdup_printf (
        /* Translators: kind of a site, its state: « Recycling centre: critical » */
        C_ ("kind: state", "%1$s: %2$s"), vigie_words_kind (self->kind),
        vigie_glyph_look_label (self->look));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
vigie_glyph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigieGlyph *self = VIGIE_GLYPH (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int size = self->size > 0 ? self->size : vigie_glyph_look_get_size (self->look);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double scale
      = surface != NULL ? gdk_surface_get_scale (surface) : gtk_widget_get_scale_factor (widget);
  VigieGlyphCache *cache = vigie_glyph_cache_get_for_display (gtk_widget_get_display (widget));
  GdkTexture *texture;
  double side, x, y;

  size = MIN (size, MIN (width, height));
  if (size < 6)
    return;
  texture = vigie_glyph_cache_get_texture (
      cache, self->kind, self->look,
      self->link_lost ? VIGIE_GLYPH_FLAG_LINK_LOST : VIGIE_GLYPH_FLAG_NONE,
      vigie_scheme_resolve (self->scheme, widget), size, scale);
  side = gdk_texture_get_width (texture) / scale;
  x = round ((width - side) / 2 * scale) / scale;
  y = round ((height - side) / 2 * scale) / scale;
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (x, y, side, side));
}

static void
vigie_glyph_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  VigieGlyph *self = VIGIE_GLYPH (widget);

  *minimum = *natural = self->size > 0 ? self->size : LARGEST;
  *minimum_baseline = *natural_baseline = -1;
}

static void
vigie_glyph_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VigieGlyph *self = VIGIE_GLYPH (object);

  switch ((VigieGlyphProperty) id)
    {
    case PROP_KIND:
      g_value_set_int (value, self->kind);
      break;
    case PROP_LOOK:
      g_value_set_enum (value, self->look);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    case PROP_LINK_LOST:
      g_value_set_boolean (value, self->link_lost);
      break;
    case PROP_SCHEME:
      g_value_set_enum (value, self->scheme);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_glyph_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VigieGlyph *self = VIGIE_GLYPH (object);

  switch ((VigieGlyphProperty) id)
    {
    case PROP_KIND:
      vigie_glyph_set_kind (self, g_value_get_int (value));
      break;
    case PROP_LOOK:
      vigie_glyph_set_look (self, g_value_get_enum (value));
      break;
    case PROP_SIZE:
      vigie_glyph_set_size (self, g_value_get_int (value));
      break;
    case PROP_LINK_LOST:
      vigie_glyph_set_link_lost (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEME:
      vigie_glyph_set_scheme (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vigie_glyph_class_init (VigieGlyphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vigie_glyph_get_property;
  object_class->set_property = vigie_glyph_set_property;
  widget_class->snapshot = vigie_glyph_snapshot;
  widget_class->measure = vigie_glyph_measure;

  properties[PROP_KIND]
      = g_param_spec_int ("kind", NULL, NULL, 0, VIGIE_N_KIND - 1, VIGIE_KIND_OTHER, flags);
  properties[PROP_LOOK]
      = g_param_spec_enum ("look", NULL, NULL, VIGIE_TYPE_GLYPH_LOOK, VIGIE_GLYPH_NORMAL, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 0, 512, 0, flags);
  properties[PROP_LINK_LOST] = g_param_spec_boolean ("link-lost", NULL, NULL, FALSE, flags);
  properties[PROP_SCHEME]
      = g_param_spec_enum ("scheme", NULL, NULL, VIGIE_TYPE_SCHEME, VIGIE_SCHEME_AUTO, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "glyph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigie_glyph_init (VigieGlyph *self)
{
  update_label (self);
}

GtkWidget *
vigie_glyph_new (VigieKind kind, VigieGlyphLook look)
{
  return g_object_new (VIGIE_TYPE_GLYPH, "kind", (int) kind, "look", look, NULL);
}

void
vigie_glyph_set_kind (VigieGlyph *self, VigieKind kind)
{
  g_return_if_fail (VIGIE_IS_GLYPH (self));

  if ((guint) kind >= VIGIE_N_KIND)
    kind = VIGIE_KIND_OTHER;
  if (self->kind == kind)
    return;
  self->kind = kind;
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

VigieKind
vigie_glyph_get_kind (VigieGlyph *self)
{
  g_return_val_if_fail (VIGIE_IS_GLYPH (self), VIGIE_KIND_OTHER);
  return self->kind;
}

void
vigie_glyph_set_look (VigieGlyph *self, VigieGlyphLook look)
{
  g_return_if_fail (VIGIE_IS_GLYPH (self));

  if (self->look == look)
    return;
  self->look = look;
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOOK]);
}

VigieGlyphLook
vigie_glyph_get_look (VigieGlyph *self)
{
  g_return_val_if_fail (VIGIE_IS_GLYPH (self), VIGIE_GLYPH_NORMAL);
  return self->look;
}

void
vigie_glyph_set_size (VigieGlyph *self, int size)
{
  g_return_if_fail (VIGIE_IS_GLYPH (self));

  size = CLAMP (size, 0, 512);
  if (self->size == size)
    return;
  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

int
vigie_glyph_get_size (VigieGlyph *self)
{
  g_return_val_if_fail (VIGIE_IS_GLYPH (self), 0);
  return self->size;
}

void
vigie_glyph_set_link_lost (VigieGlyph *self, gboolean link_lost)
{
  g_return_if_fail (VIGIE_IS_GLYPH (self));

  link_lost = !!link_lost;
  if (self->link_lost == link_lost)
    return;
  self->link_lost = link_lost;
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_LOST]);
}

gboolean
vigie_glyph_get_link_lost (VigieGlyph *self)
{
  g_return_val_if_fail (VIGIE_IS_GLYPH (self), FALSE);
  return self->link_lost;
}

void
vigie_glyph_set_scheme (VigieGlyph *self, VigieScheme scheme)
{
  g_return_if_fail (VIGIE_IS_GLYPH (self));

  if (self->scheme == scheme)
    return;
  self->scheme = scheme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCHEME]);
}

VigieScheme
vigie_glyph_get_scheme (VigieGlyph *self)
{
  g_return_val_if_fail (VIGIE_IS_GLYPH (self), VIGIE_SCHEME_AUTO);
  return self->scheme;
}
