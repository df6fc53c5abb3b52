/* vigie-palette.c: the colours of what Vigie draws itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-palette.h"

G_DEFINE_ENUM_TYPE (VigieScheme,
                    vigie_scheme,
                    G_DEFINE_ENUM_VALUE (VIGIE_SCHEME_AUTO, "auto"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SCHEME_LIGHT, "light"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SCHEME_DARK, "dark"),
                    G_DEFINE_ENUM_VALUE (VIGIE_SCHEME_HIGH_CONTRAST, "high-contrast"))

/* A colour from its 24 bits as the table writes them. */
#define C(rgb)                                                                                     \
  {(((rgb) >> 16) & 0xff) / 255.f, (((rgb) >> 8) & 0xff) / 255.f, ((rgb) & 0xff) / 255.f, 1.f}

static const VigiePalette light = {
    .card = C (0xffffff),
    .strong = C (0x19191c),
    .fg = C (0x323236),
    .dim = C (0x5e5c64),
    .normal = C (0x77767b),
    .track = C (0xe6e6e9),
    .ink = C (0x2b3440),
    .norm = C (0xb3b3ba),
    .band = C (0xd9dbe0),
    .hatch = C (0xb3b3ba),
    .land = C (0xf2f2f1),
    .sea = C (0xd3dae0),
    .wood = C (0xe6eae5),
    .graticule = C (0xdededf),
    .critical = {C (0xc01c28), C (0x8c0f19), C (0xffffff), C (0xb3121d)},
    .high = {C (0xe86a08), C (0x9a4300), C (0x2a1200), C (0xa34100)},
    .medium = {C (0xf5c211), C (0x7d5d00), C (0x2a2000), C (0x7a5a00)},
    .low = {C (0x1a5fb4), C (0x0f4280), C (0xffffff), C (0x1a5fb4)},
};

static const VigiePalette dark = {
    .card = C (0x333338),
    .strong = C (0xffffff),
    .fg = C (0xe9e9ec),
    .dim = C (0xb1b0b8),
    .normal = C (0x96959d),
    .track = C (0x424248),
    .ink = C (0xe3e8ef),
    .norm = C (0x7d7c86),
    .band = C (0x45464d),
    .hatch = C (0x7d7c86),
    .land = C (0x2a2a2d),
    .sea = C (0x1c1f24),
    .wood = C (0x282b2a),
    .graticule = C (0x38383c),
    .critical = {C (0xff5b57), C (0xffb3ae), C (0x210103), C (0xff8b86)},
    .high = {C (0xff9330), C (0xffd0a3), C (0x2a1200), C (0xffb06a)},
    .medium = {C (0xfae570), C (0xfff5c4), C (0x2a2000), C (0xfae570)},
    .low = {C (0x7db4f5), C (0xc2ddff), C (0x04203f), C (0x9cc8ff)},
};

static const VigiePalette high_contrast = {
    .card = C (0xffffff),
    .strong = C (0x000000),
    .fg = C (0x000000),
    .dim = C (0x3d3c42),
    .normal = C (0x55545a),
    .track = C (0xd0d0d4),
    .ink = C (0x000000),
    .norm = C (0xa0a0a6),
    .band = C (0xc4c6cc),
    .hatch = C (0xa0a0a6),
    .land = C (0xf2f2f1),
    .sea = C (0xd3dae0),
    .wood = C (0xe6eae5),
    .graticule = C (0xd0d0d4),
    .critical = {C (0xa40010), C (0x5c0009), C (0xffffff), C (0x8f000e)},
    .high = {C (0xff8c1a), C (0x6b2e00), C (0x1a0a00), C (0x7a3000)},
    .medium = {C (0xffd633), C (0x574000), C (0x1a1400), C (0x5c4400)},
    .low = {C (0x0b4693), C (0x06285a), C (0xffffff), C (0x0b4693)},
};

const VigiePalette *
vigie_palette_get (VigieScheme scheme)
{
  switch (scheme)
    {
    case VIGIE_SCHEME_DARK:
      return &dark;
    case VIGIE_SCHEME_HIGH_CONTRAST:
      return &high_contrast;
    case VIGIE_SCHEME_AUTO:
    case VIGIE_SCHEME_LIGHT:
    default:
      return &light;
    }
}

VigieScheme
vigie_scheme_resolve (VigieScheme scheme, GtkWidget *widget)
{
  GtkRoot *root;
  GdkRGBA color;

  if (scheme != VIGIE_SCHEME_AUTO)
    return scheme;

  root = gtk_widget_get_root (widget);
  if (root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "high-contrast"))
    return VIGIE_SCHEME_HIGH_CONTRAST;

  gtk_widget_get_color (widget, &color);
  return 0.299 * color.red + 0.587 * color.green + 0.114 * color.blue > 0.5 ? VIGIE_SCHEME_DARK
                                                                            : VIGIE_SCHEME_LIGHT;
}
