/* vigie-st-shapes.c
 *
 * What FROST, STEAN and « hydro » can do: FROST everything; STEAN everything, slowly; hydro at most
 * 100 a page (422 above) and no order by phenomenonTime (500).
 *
 * Lists are asked for in an order that ends with the id, so that the pages of one fit together. The
 * last resort of a kind leaves out that explicit « $orderby=…,id »: it is for servers that refuse any
 * order, and would refuse the whole list for it. Pages of such a list do not fit together for sure:
 * where there are several, nothing is taken for gone because it was on none of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-st-shapes.h"

#include <string.h>

#include "vigie-st-address.h"

#define OBSERVATION "id,phenomenonTime,resultTime,result"
#define LATEST(order) "Observations($top=1;$orderby=" order " desc;$select=" OBSERVATION ")"
#define DATASTREAMS(order)                                                                         \
  "Datastreams($orderby=id;$select=id,name,description,unitOfMeasurement,properties;"              \
  "$expand=Sensor($select=id,name,description,metadata,properties),"                               \
  "ObservedProperty($select=id,name,definition)," LATEST (order) ")"
/* A Thing may have several, of which the first that can be drawn counts: always the same one. */
#define LOCATIONS "Locations($orderby=id;$select=id,name,location)"
#define PARTS "Thing($select=id),Sensor,ObservedProperty"

typedef struct
{
  const char *text;    /* %F: from, %T: to, %D: the Datastream, %I: the filter by ids */
  gboolean vigie_only; /* says what only vigie-ingest promises */
  gboolean lacks_latest;
  gboolean unordered; /* a list of many pages, in whatever order the server has */
} Row;

static const Row territory[] = {
    /* Without the links, which are a third of the answer; @iot.count for the progress. */
    {"Things?$top=500&$count=true&$orderby=id&$select=id,name,description,properties"
     "&$expand=" LOCATIONS "," DATASTREAMS ("phenomenonTime"),
     TRUE},
    {"Things?$top=500&$orderby=id&$expand=" LOCATIONS "," DATASTREAMS ("phenomenonTime")},
    {"Things?$top=100&$orderby=id&$expand=" LOCATIONS "," DATASTREAMS ("phenomenonTime")},
    {"Things?$top=100&$orderby=id&$expand=" LOCATIONS "," DATASTREAMS ("resultTime")},
};
static const Row things[] = {
    {"Things?$top=500&$orderby=id&$expand=Locations($orderby=id)"},
    {"Things?$top=100&$orderby=id&$expand=Locations($orderby=id)"},
    {"Things?$top=100&$orderby=id&$expand=Locations"},
    {"Things?$top=100&$expand=Locations", FALSE, FALSE, TRUE},
};
static const Row datastreams[] = {
    {"Datastreams?$top=500&$orderby=id&$expand=" PARTS "," LATEST ("phenomenonTime")},
    {"Datastreams?$top=100&$orderby=id&$expand=" PARTS "," LATEST ("phenomenonTime")},
    {"Datastreams?$top=100&$orderby=id&$expand=" PARTS "," LATEST ("resultTime")},
    {"Datastreams?$top=100&$orderby=id&$expand=" PARTS, FALSE, TRUE},
    {"Datastreams?$top=100&$expand=Thing,Sensor,ObservedProperty", FALSE, TRUE, TRUE},
    {"Datastreams?$top=100&$expand=Thing,ObservedProperty", FALSE, TRUE, TRUE},
};
static const Row latest[] = {
    {"Datastreams?$top=1000&$orderby=id&$select=id&$expand=" LATEST ("phenomenonTime")},
    {"Datastreams?$top=100&$orderby=id&$select=id&$expand=" LATEST ("phenomenonTime")},
    {"Datastreams?$top=100&$orderby=id&$expand=" LATEST ("resultTime")},
    {"Datastreams?$top=100&$orderby=id", FALSE, TRUE},
};
static const Row latest_of_one[] = {
    {"Datastreams(%D)/Observations?$top=1&$orderby=phenomenonTime desc,id desc&$select=" OBSERVATION},
    {"Datastreams(%D)/Observations?$top=1&$orderby=phenomenonTime desc"},
    {"Datastreams(%D)/Observations?$top=1&$orderby=resultTime desc,id desc"},
    {"Datastreams(%D)/Observations?$top=1&$orderby=resultTime desc"},
};
static const Row since[] = {
    {"Observations?$top=1000&$filter=resultTime ge %F&$orderby=resultTime,id&$select=" OBSERVATION
     "&$expand=Datastream($select=id)",
     TRUE},
    {"Observations?$top=1000&$filter=phenomenonTime ge %F or resultTime ge %F"
     "&$orderby=phenomenonTime,id&$select=" OBSERVATION "&$expand=Datastream($select=id)"},
    {"Observations?$top=100&$filter=phenomenonTime ge %F or resultTime ge %F"
     "&$orderby=phenomenonTime,id&$expand=Datastream($select=id)"},
    {"Observations?$top=100&$filter=phenomenonTime ge %F or resultTime ge %F"
     "&$orderby=resultTime,id&$expand=Datastream($select=id)"},
    /* The time of the phenomenon is never null, that of the result may be. */
    {"Observations?$top=100&$filter=phenomenonTime ge %F&$orderby=resultTime,id"
     "&$expand=Datastream($select=id)"},
    {"Observations?$top=100&$filter=resultTime ge %F&$orderby=resultTime,id"
     "&$expand=Datastream($select=id)"},
    {"Observations?$top=100&$filter=phenomenonTime ge %F&$expand=Datastream", FALSE, FALSE, TRUE},
    {"Observations?$top=100&$filter=resultTime ge %F&$expand=Datastream", FALSE, FALSE, TRUE},
};
/* What was sent to vigie-ingest without a resultTime, which the standard then leaves null: by when it came. */
static const Row since_untimed[] = {
    {"Observations?$top=1000&$filter=received ge %F&$orderby=received,id&$select=" OBSERVATION
     "&$expand=Datastream($select=id)",
     TRUE},
    {"Observations?$top=1000&$filter=resultTime eq null and phenomenonTime ge %F"
     "&$orderby=phenomenonTime,id&$select=" OBSERVATION "&$expand=Datastream($select=id)",
     TRUE},
};
static const Row history[] = {
    {"Datastreams(%D)/Observations?$top=5000&$filter=phenomenonTime ge %F and phenomenonTime lt %T"
     "&$orderby=phenomenonTime,id&$select=" OBSERVATION},
    {"Datastreams(%D)/Observations?$top=100&$filter=phenomenonTime ge %F and phenomenonTime lt %T"
     "&$orderby=phenomenonTime,id&$select=" OBSERVATION},
    {"Datastreams(%D)/Observations?$top=100&$filter=phenomenonTime ge %F and phenomenonTime lt %T"
     "&$orderby=resultTime,id"},
    {"Datastreams(%D)/Observations?$top=100&$filter=phenomenonTime ge %F and phenomenonTime lt %T",
     FALSE, FALSE, TRUE},
};
static const Row some_datastreams[] = {
    {"Datastreams?$top=100&$orderby=id&$filter=%I&$expand=" PARTS "," LATEST ("phenomenonTime")},
    {"Datastreams?$top=100&$orderby=id&$filter=%I&$expand=" PARTS "," LATEST ("resultTime")},
    {"Datastreams?$top=100&$orderby=id&$filter=%I&$expand=" PARTS, FALSE, TRUE},
    {"Datastreams?$top=100&$filter=%I&$expand=Thing,ObservedProperty", FALSE, TRUE, TRUE},
};

static const struct
{
  const Row *rows;
  guint n_rows;
} tables[VIGIE_ST_N_SHAPE] = {
    [VIGIE_ST_SHAPE_TERRITORY] = {territory, G_N_ELEMENTS (territory)},
    [VIGIE_ST_SHAPE_THINGS] = {things, G_N_ELEMENTS (things)},
    [VIGIE_ST_SHAPE_DATASTREAMS] = {datastreams, G_N_ELEMENTS (datastreams)},
    [VIGIE_ST_SHAPE_LATEST] = {latest, G_N_ELEMENTS (latest)},
    [VIGIE_ST_SHAPE_LATEST_OF_ONE] = {latest_of_one, G_N_ELEMENTS (latest_of_one)},
    [VIGIE_ST_SHAPE_SINCE] = {since, G_N_ELEMENTS (since)},
    [VIGIE_ST_SHAPE_SINCE_UNTIMED] = {since_untimed, G_N_ELEMENTS (since_untimed)},
    [VIGIE_ST_SHAPE_HISTORY] = {history, G_N_ELEMENTS (history)},
    [VIGIE_ST_SHAPE_SOME_DATASTREAMS] = {some_datastreams, G_N_ELEMENTS (some_datastreams)},
};

char *
vigie_st_shape_get (VigieStShape shape,
                    guint index,
                    const VigieStShapeArguments *arguments,
                    VigieStShapeTraits *traits)
{
  const Row *row = NULL;
  GString *out;

  for (guint i = 0; i < tables[shape].n_rows; i++)
    if (arguments->is_vigie || !tables[shape].rows[i].vigie_only)
      if (index-- == 0)
        {
          row = &tables[shape].rows[i];
          break;
        }
  if (row == NULL)
    return NULL;
  if (traits != NULL)
    *traits = (VigieStShapeTraits) {row->lacks_latest, row->unordered};
  out = g_string_new (NULL);
  for (const char *at = row->text; *at != '\0'; at++)
    {
      char buffer[VIGIE_TIME_BUFFER];

      if (*at != '%')
        {
          g_string_append_c (out, *at);
          continue;
        }
      switch (*++at)
        {
        case 'F':
          g_string_append (out, vigie_time_format (arguments->from, buffer));
          break;
        case 'T':
          g_string_append (out, vigie_time_format (arguments->to, buffer));
          break;
        case 'D':
          {
            g_autofree char *id = vigie_st_address_quote_id (arguments->datastream);

            g_string_append (out, id);
          }
          break;
        default:
          g_string_append (out, arguments->id_filter);
          break;
        }
    }
  return g_string_free (out, FALSE);
}
