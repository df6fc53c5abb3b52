/* bench-st-decode.c: how fast pages of a first load become records, on one core, beside json-glib
 * making its tree of the same pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <time.h>

#include "vigie-st-decode.h"

#define N_THINGS 500
#define N_ROUNDS 40

/* A page as vigie-ingest writes it: 500 Things of four Datastreams, with their latest values. */
static char *
make_page (gsize *length)
{
  g_autoptr (GString) out
      = g_string_new ("{\"@iot.nextLink\":\"http://localhost/v1.1/Things?$top=500"
                      "&$skip=500\",\"value\":[");

  for (guint i = 0; i < N_THINGS; i++)
    {
      g_string_append_printf (
          out,
          "%s{\"@iot.id\":%u,\"name\":\"Déchèterie n° %u\",\"description\":\"Site de collecte\","
          "\"properties\":{\"kind\":\"recycling-centre\",\"commune\":\"56121\",\"communeName\":"
          "\"Lorient\",\"openingHours\":\"Mo-Sa 09:00-12:00,14:00-18:00\",\"capacity\":%u},"
          "\"Locations\":[{\"@iot.id\":%u,\"name\":\"Entrée\",\"location\":{\"type\":\"Point\","
          "\"coordinates\":[%d.%06u,47.%06u]}}],\"Datastreams\":[",
          i > 0 ? "," : "", i, i, i % 40, i, -3, 300000 + i * 37, 700000 + i * 53);
      for (guint j = 0; j < 4; j++)
        g_string_append_printf (
            out,
            "%s{\"@iot.id\":%u,\"name\":\"Remplissage benne %u\",\"description\":\"Hauteur libre\","
            "\"unitOfMeasurement\":{\"name\":\"pourcent\",\"symbol\":\"%%\",\"definition\":\"ucum:%%"
            "\"},\"properties\":{\"role\":\"fill-level\",\"expectedInterval\":\"PT10M\","
            "\"thresholds\":{\"high\":80,\"highhigh\":95,\"deadband\":2}},\"Sensor\":{\"@iot.id\":%u,"
            "\"name\":\"Benne gravats\",\"properties\":{\"devEui\":\"0200000000%06X\",\"model\":"
            "\"EM400-MUD\"}},\"ObservedProperty\":{\"@iot.id\":3,\"name\":\"Remplissage\","
            "\"definition\":\"http://qudt.org/vocab/quantitykind/Fill\"},\"Observations\":[{"
            "\"@iot.id\":%u,\"phenomenonTime\":\"2026-11-21T10:%02u:03.250Z\",\"resultTime\":"
            "\"2026-11-21T10:47:04Z\",\"result\":%u.%u}]}",
            j > 0 ? "," : "", i * 4 + j, j, i, i * 4 + j, i * 40 + j, i % 60, i % 100, j);
      g_string_append (out, "]}");
    }
  g_string_append (out, "]}");
  *length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static double
cpu_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int
main (void)
{
  gsize length;
  g_autofree char *body = make_page (&length);
  double ours = G_MAXDOUBLE, tree = G_MAXDOUBLE;
  gsize memory = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (VigieStPage) page = vigie_st_page_new ();
      char *copy = g_malloc (length + 1);
      VigieStDecoded decoded;
      double began;

      memcpy (copy, body, length + 1);
      began = cpu_now ();
      if (!vigie_st_decode_list (page, VIGIE_ST_LIST_THINGS, NULL, copy, length, &decoded, NULL)
          || page->things->len != N_THINGS)
        g_error ("the page was not read");
      vigie_st_decoded_clear (&decoded);
      memory = vigie_st_arena_get_size (vigie_st_page_get_arena (page));
      g_clear_pointer (&page, vigie_st_page_free);
      ours = MIN (ours, cpu_now () - began);
    }
  for (guint round = 0; round < N_ROUNDS / 4; round++)
    {
      double began = cpu_now ();
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();

      if (!json_parser_load_from_data (parser, body, length, NULL))
        g_error ("json-glib did not read the page");
      g_clear_object (&parser);
      tree = MIN (tree, cpu_now () - began);
    }
  g_printerr ("st-decode: a page of %.0f kB, records in %.0f kB beside it; json-glib's tree alone "
              "%.0f MB/s\n",
              length / 1e3, memory / 1e3, length / 1e6 / tree);
  g_print ("{\"name\":\"st-decode\",\"value\":%.0f,\"unit\":\"MB/s\",\"bar\":60,\"better\":"
           "\"higher\"}\n",
           length / 1e6 / ours);
  return 0;
}
