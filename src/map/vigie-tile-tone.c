/* vigie-tile-tone.c: a tile's picture, toned so that states stand out on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-tile-tone.h"

#include <string.h>

/* The lightness of land in OpenStreetMap's style. */
#define LAND 239

/* The three kinds of WebP: https://developers.google.com/speed/webp/docs/riff_container */
static gboolean
read_webp_size (const guchar *data, gsize length, guint *width, guint *height)
{
  if (length < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBPVP8", 7) != 0)
    return FALSE;
  switch (data[15])
    {
    case ' ':
      *width = ((guint) data[27] << 8 | data[26]) & 0x3fff;
      *height = ((guint) data[29] << 8 | data[28]) & 0x3fff;
      return TRUE;
    case 'L':
      *width = (((guint) data[22] << 8 | data[21]) & 0x3fff) + 1;
      *height = (((guint) data[24] & 0xf) << 10 | (guint) data[23] << 2 | data[22] >> 6) + 1;
      return TRUE;
    case 'X':
      *width = ((guint) data[26] << 16 | (guint) data[25] << 8 | data[24]) + 1;
      *height = ((guint) data[29] << 16 | (guint) data[28] << 8 | data[27]) + 1;
      return TRUE;
    default:
      return FALSE;
    }
}

/* The size that a file says it has, before anything is decoded. */
static gboolean
read_size (const guchar *data, gsize length, guint *width, guint *height)
{
  static const guchar png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  if (length >= 24 && memcmp (data, png, sizeof png) == 0 && memcmp (data + 12, "IHDR", 4) == 0)
    {
      *width = (guint) data[16] << 24 | data[17] << 16 | data[18] << 8 | data[19];
      *height = (guint) data[20] << 24 | data[21] << 16 | data[22] << 8 | data[23];
      return TRUE;
    }
  if (length >= 4 && data[0] == 0xff && data[1] == 0xd8)
    for (gsize at = 2; at + 9 < length && data[at] == 0xff;)
      {
        guchar marker = data[at + 1];

        /* Start of frame: all of C0 to CF but three that are other things. */
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
          {
            *height = (guint) data[at + 5] << 8 | data[at + 6];
            *width = (guint) data[at + 7] << 8 | data[at + 8];
            return TRUE;
          }
        at += 2 + ((guint) data[at + 2] << 8 | data[at + 3]);
      }
  return read_webp_size (data, length, width, height);
}

/* Curves of lightness and what is left of colour (of 256). */
typedef struct
{
  guchar curve[256];
  int chroma;
} Tone;

/* On OpenStreetMap's style land has a lightness of 239, the sea 200, woods 192, names 0 to 90. Land and
 * sea come out as VISUAL.md's « map land, sea »; what is darker is drawn towards them. */
static void
make_tone (Tone *tone, VigieScheme scheme)
{
  gboolean dark = scheme == VIGIE_SCHEME_DARK;

  tone->chroma = dark ? 24 : 66;
  for (int l = 0; l < 256; l++)
    {
      double out;

      if (dark)
        out = l >= 200 ? 31 + (l - 200) * 0.29 : 31 + (200 - l) * 0.62;
      else if (l >= 185)
        out = 242 + (l - LAND) * (l >= LAND ? 0.8 : 0.60);
      else
        out = 242 - 54 * 0.60 - (185 - l) * 0.42;
      tone->curve[l] = (guchar) CLAMP (out + 0.5, 0, 255);
    }
}

GdkTexture *
vigie_tile_tone (GBytes *bytes, VigieScheme scheme, GError **error)
{
  g_autoptr (GdkTexture) source = NULL;
  g_autoptr (GBytes) toned = NULL;
  guint width = 0, height = 0;
  gsize length, stride;
  const guchar *data = g_bytes_get_data (bytes, &length);
  GdkTextureDownloader *downloader;
  guchar *pixels;
  Tone tone;

  if (!read_size (data, length, &width, &height))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "neither a PNG, a JPEG nor a WebP picture");
      return NULL;
    }
  if (width == 0 || height == 0 || width > VIGIE_TILE_MAX_SIDE || height > VIGIE_TILE_MAX_SIDE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "a tile of %u × %u pixels is not taken", width, height);
      return NULL;
    }
  source = gdk_texture_new_from_bytes (bytes, error);
  if (source == NULL)
    {
      if (error != NULL && *error != NULL)
        {
          g_autofree char *message = g_strdup ((*error)->message);

          g_clear_error (error);
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
        }
      return NULL;
    }

  width = gdk_texture_get_width (source);
  height = gdk_texture_get_height (source);
  stride = (gsize) width * 4;
  pixels = g_malloc (stride * height);
  downloader = gdk_texture_downloader_new (source);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED);
  gdk_texture_downloader_download_into (downloader, pixels, stride);
  gdk_texture_downloader_free (downloader);
  make_tone (&tone, scheme);
  for (gsize i = 0; i < stride * height; i += 4)
    {
      /* Blue, green, red, alpha, premultiplied. What is transparent is land. */
      guchar *p = pixels + i;
      int rest = (255 - p[3]) * LAND / 255;
      int blue = p[0] + rest, green = p[1] + rest, red = p[2] + rest;
      int lightness = MIN ((29 * blue + 150 * green + 77 * red) >> 8, 255);
      int base = tone.curve[lightness];

      /* Roads are warm: in the dark they are lighter than the land, not darker. */
      if (scheme == VIGIE_SCHEME_DARK && red - blue > 24 && lightness > 120)
        base += (red - blue - 24) * 3 / 8;
      p[0] = (guchar) CLAMP (base + (blue - lightness) * tone.chroma / 256, 0, 255);
      p[1] = (guchar) CLAMP (base + (green - lightness) * tone.chroma / 256, 0, 255);
      p[2] = (guchar) CLAMP (base + (red - lightness) * tone.chroma / 256, 0, 255);
      p[3] = 255;
    }
  toned = g_bytes_new_take (pixels, stride * height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, toned, stride);
}
