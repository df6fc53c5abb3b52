/* test-query.c: the query language, read or refused with the place of the mistake; JSON numbers and texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vigie-ingest-json.h"
#include "vigie-ingest-query.h"

/* Each is one option, not yet encoded. */
static const char *const good[] = {
    "",
    "$top=0",
    "$top=1",
    "$top=10000",
    "$top=99999999999999999999999999",
    "$skip=0",
    "$skip=9000000000",
    "$count=true",
    "$count=false",
    "$count=TRUE",
    "$top= 5 ",
    "$resultFormat=dataArray",
    "$resultFormat=GeoJSON",
    "$resultFormat=geojson",
    "$resultMetadata=none",
    "$resultMetadata=minimal",
    "$resultMetadata=full",
    "$resultMetadata=off",
    "$skiptoken=i1",
    "$select=id",
    "$select=name,id",
    "$select=@iot.id",
    "$select=*",
    "$select=*,name",
    "$select=properties/kind",
    "$select= name , id ",
    "$select=@iot.selfLink",
    "$orderby=id",
    "$orderby=id asc",
    "$orderby=id desc",
    "$orderby=name desc,id asc",
    "$orderby=Thing/name",
    "$orderby=properties/a/b[0]/c desc",
    "$orderby=length(name)",
    "$orderby=result mul 2 desc",
    "$orderby=desc",
    "$orderby=desc desc",
    "$expand=Datastreams",
    "$expand=Datastreams,Locations",
    "$expand=Datastreams/Observations",
    "$expand=Datastreams()",
    "$expand=Datastreams($top=1)",
    "$expand=Datastreams($top=1;$skip=2)",
    "$expand=Datastreams($orderby=name desc;$top=1)",
    "$expand=Datastreams($expand=Observations($top=1;$orderby=phenomenonTime desc),Sensor;$select=id,name;$count=true)",
    "$expand=Datastreams($filter=name eq 'a;b)c';$top=1)",
    "$expand=Datastreams($filter=(id eq 1) or (id eq 2))",
    "$expand=Datastreams/Sensor,Datastreams/ObservedProperty",
    "$expand=A/B/C($top=1)",
    "$expand= A , B ( $top = 1 ) ",
    "$expand=A($expand=B($expand=C($expand=D($expand=E($expand=F($expand=G($expand=H)))))))",
    "$filter=true",
    "$filter=false",
    "$filter=id eq 1",
    "$filter=1 eq 1",
    "$filter=id eq -1",
    "$filter=id eq - 1",
    "$filter=id eq --1",
    "$filter=id eq 1.5",
    "$filter=id eq 1e5",
    "$filter=id eq 1.5e-5",
    "$filter=id eq 1E+5",
    "$filter=id eq 00012",
    "$filter=id eq 99999999999999999999",
    "$filter=name eq ''",
    "$filter=name eq ''''",
    "$filter=name eq 'l''eau'",
    "$filter=name eq 'Ploërmel'",
    "$filter=name eq '() ,;/=[]-*$@'",
    "$filter=name eq 'a' and id eq 1 or id eq 2",
    "$filter=(((((id eq 1)))))",
    "$filter=not true",
    "$filter=not not true",
    "$filter=not(id eq 1)",
    "$filter=not (id eq 1)",
    "$filter=id eq null",
    "$filter=a/b/c/d eq 1",
    "$filter=a[0][1]/b eq 1",
    "$filter=properties/été eq 1",
    "$filter=properties/a-b eq 1",
    "$filter=properties/_x eq 1",
    "$filter=properties/a.b eq 1",
    "$filter=properties/eq eq 1",
    "$filter=properties/null eq 1",
    "$filter=properties/true eq 1",
    "$filter=properties/not eq 1",
    "$filter=not/a eq 1",
    "$filter=id add 1 sub 2 mul 3 div 4 mod 5 gt 0",
    "$filter=(id add 1)mul 2 gt 0",
    "$filter=id  eq   1",
    "$filter= id eq 1 ",
    "$filter=t ge 2026-11-21T10:47:03Z",
    "$filter=t ge 2026-11-21T10:47:03.123456Z",
    "$filter=t ge 2026-11-21T10:47:03+01:00",
    "$filter=t ge 2026-11-21T10:47:03-0100",
    "$filter=t ge 2026-11-21T10:47Z",
    "$filter=t ge 2026-11-21T10:47:03",
    "$filter=t eq 2026-11-21T10:00:00Z/2026-11-21T11:00:00Z",
    "$filter=t eq 2026-11-21T10:00:00Z/2026-11-21T10:00:00Z",
    "$filter=date(t) eq 2026-11-21",
    "$filter=time(t) eq 10:47",
    "$filter=time(t) lt 10:47:03.5",
    "$filter=t gt 9999-12-31T23:59:59Z",
    "$filter=t gt 0001-01-01T00:00:00Z",
    "$filter=t gt now() sub duration'PT1H'",
    "$filter=d eq duration'-PT1H'",
    "$filter=d eq duration'P1DT2H3M4.5S'",
    "$filter=t gt datetime'2026-11-21T10:47:03Z'",
    "$filter=t gt datetimeoffset'2026-11-21T10:47:03+01:00'",
    "$filter=substringof('a',name)",
    "$filter=contains(name,'a')",
    "$filter=CONTAINS(name,'a')",
    "$filter=startswith( name , 'a' )",
    "$filter=concat(concat(a,b),c) eq 'abc'",
    "$filter=substring(name,1) eq 'a'",
    "$filter=substring(name,1,2) eq 'a'",
    "$filter=now() gt mindatetime()",
    "$filter=geo.distance(l,geography'POINT(1 2)') lt 3",
    "$filter=geo.distance(l,geometry'POINT(1 2)') lt 3",
    "$filter=st_within(l,geography'POLYGON((0 0,1 0,1 1,0 0))')",
    "$filter=st_within(l,geography'POLYGON ((0 0, 1 0, 1 1))')",
    "$filter=st_within(l,geography'MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((2 2,3 2,3 3,2 2),(2.1 2.1,2.2 2.1,2.2 2.2,2.1 2.1)))')",
    "$filter=st_within(l,geography'LINESTRING(0 0,1 1)')",
    "$filter=st_within(l,geography'MULTIPOINT(0 0,1 1)')",
    "$filter=st_within(l,geography'MULTIPOINT((0 0),(1 1))')",
    "$filter=st_within(l,geography'MULTILINESTRING((0 0,1 1),(2 2,3 3))')",
    "$filter=st_within(l,geography'GEOMETRYCOLLECTION(POINT(0 0),LINESTRING(0 0,1 1))')",
    "$filter=st_within(l,geography'SRID=4326;POINT(-1.5e0 +2)')",
    "$filter=st_within(l,geography'POINT Z (1 2 3)')",
    "$filter=st_within(l,geography'POINT EMPTY')",
    "$filter=st_within(l,geography'point(1 2)')",
    "$filter=st_relate(l,geography'POINT(1 2)','T*F**FFF*')",
};

/* With the character (from 1) where the mistake is; 0 where the message tells none. */
static const struct
{
  const char *option;
  int position;
} bad[] = {
    {"$Top=1", 0},
    {"top=1", 0},
    {"$nothing=1", 0},
    {"$", 0},
    {"x", 0},
    {"$apply=x", 0},
    {"$format=json", 0},
    {"$top", 1},
    {"$top=", 1},
    {"$top=a", 1},
    {"$top=-1", 1},
    {"$top=1.5", 1},
    {"$top=1 2", 3},
    {"$top='1'", 1},
    {"$top=1;drop", 2},
    {"$top=2026-11-21", 1},
    {"$skip=-1", 1},
    {"$skip=x", 1},
    {"$count=1", 1},
    {"$count=yes", 1},
    {"$count=", 1},
    {"$resultFormat=xml", 1},
    {"$resultFormat=", 1},
    {"$resultMetadata=some", 1},
    {"$select=", 1},
    {"$select=,", 1},
    {"$select=a,", 3},
    {"$select=a b", 3},
    {"$select='a'", 1},
    {"$select=a/", 3},
    {"$select=/a", 1},
    {"$select=a[", 3},
    {"$select=a[b]", 3},
    {"$select=a[-1]", 3},
    {"$select=a[1", 4},
    {"$orderby=", 1},
    {"$orderby=a b", 3},
    {"$orderby=a desc asc", 8},
    {"$orderby=a,", 3},
    {"$orderby=,a", 1},
    {"$orderby=a;b", 2},
    {"$expand=", 1},
    {"$expand=,", 1},
    {"$expand=A(", 3},
    {"$expand=A($top=1", 9},
    {"$expand=A($top=1;)", 10},
    {"$expand=A($top=1,$skip=1)", 9},
    {"$expand=A($nothing=1)", 3},
    {"$expand=A(top=1)", 3},
    {"$expand=A($top=1;$top=2)", 10},
    {"$expand=A($resultFormat=dataArray)", 3},
    {"$expand=A($skiptoken=i1)", 3},
    {"$expand=A)", 2},
    {"$expand=A/", 3},
    {"$expand=A($top=1),A($top=2)", 12},
    {"$expand=A($filter=id eq 1", 18},
    {"$expand='A'", 1},
    {"$expand=A($top)", 7},
    {"$filter=", 1},
    {"$filter=id eq", 6},
    {"$filter=eq 1", 4},
    {"$filter=id 1", 4},
    {"$filter=id eq 1 2", 9},
    {"$filter=(id eq 1", 9},
    {"$filter=id eq 1)", 8},
    {"$filter=()", 2},
    {"$filter=id = 1", 4},
    {"$filter=id == 1", 4},
    {"$filter=id eq 1 &&", 9},
    {"$filter=id eq 1 ||", 9},
    {"$filter=id eq 1 and", 12},
    {"$filter=and id eq 1", 5},
    {"$filter=id eq 1 or or id eq 2", 15},
    {"$filter=not", 4},
    {"$filter=id eq 1a", 7},
    {"$filter=id eq 1.", 7},
    {"$filter=id eq .5", 7},
    {"$filter=id eq 1e", 7},
    {"$filter=id eq 1e999", 7},
    {"$filter=id eq 0x10", 7},
    {"$filter=name eq 'a", 9},
    {"$filter=name eq 'a''", 9},
    {"$filter=name eq \"a\"", 9},
    {"$filter=name eq 'a'b", 12},
    {"$filter=name eq a'b", 10},
    {"$filter=a/ eq 1", 7},
    {"$filter=a//b eq 1", 3},
    {"$filter=/a eq 1", 1},
    {"$filter=a[0 eq 1", 5},
    {"$filter=a[x] eq 1", 3},
    {"$filter=a[99999999999] eq 1", 3},
    {"$filter={a} eq 1", 1},
    {"$filter=id eq #", 7},
    {"$filter=id eq 1;drop table thing", 8},
    {"$filter=id eq 1 -- x", 9},
    {"$filter=id eq ?1", 7},
    {"$filter=id eq `1`", 7},
    {"$filter=id eq 1 union select 1", 9},
    {"$filter=unknown(1)", 1},
    {"$filter=sqlite_version() eq 'x'", 1},
    {"$filter=load_extension('x')", 1},
    {"$filter=contains()", 1},
    {"$filter=contains(name)", 1},
    {"$filter=contains(name,'a','b')", 1},
    {"$filter=contains(name 'a')", 15},
    {"$filter=contains(name,", 15},
    {"$filter=contains(name,'a'", 18},
    {"$filter=now(1) gt 2", 1},
    {"$filter=length(name", 12},
    {"$filter=t gt 2026-13-21T10:00:00Z", 6},
    {"$filter=t gt 2026-02-30T10:00:00Z", 6},
    {"$filter=t gt 2026-11-21T25:00:00Z", 6},
    {"$filter=t gt 2026-11-21T10:00:00Zx", 26},
    {"$filter=t gt 2026-02-30", 6},
    {"$filter=t gt 26:00", 6},
    {"$filter=t eq 2026-11-21T10:00:00Z/", 27},
    {"$filter=t eq 2026-11-21T10:00:00Z/x", 27},
    {"$filter=t eq 2026-11-21T10:00:00Z/2026-11-21T09:00:00Z", 27},
    {"$filter=t eq 2026-11-21T10:00:00Z/2026-11-21", 27},
    {"$filter=d eq duration'1H'", 6},
    {"$filter=d eq duration'P1Y'", 6},
    {"$filter=d eq duration''", 6},
    {"$filter=t gt datetime'x'", 6},
    {"$filter=t gt blob'00'", 6},
    {"$filter=st_within(l,geography'POINT(1)')", 13},
    {"$filter=st_within(l,geography'POINT(1 2')", 13},
    {"$filter=st_within(l,geography'POINT(1 2) x')", 13},
    {"$filter=st_within(l,geography'POINT(a b)')", 13},
    {"$filter=st_within(l,geography'POINT(1e999 0)')", 13},
    {"$filter=st_within(l,geography'POLYGON((0 0,1 1))')", 13},
    {"$filter=st_within(l,geography'LINESTRING(0 0)')", 13},
    {"$filter=st_within(l,geography'CIRCLE(0 0 1)')", 13},
    {"$filter=st_within(l,geography'')", 13},
    {"$filter=st_within(l,geography'SRID=4326')", 13},
    {"$filter=st_within(l,geography'POINT(1 2)", 22},
};

static char *
encode (const char *option)
{
  const char *equals = strchr (option, '=');
  g_autofree char *value = equals ? g_uri_escape_string (equals + 1, NULL, FALSE) : NULL;

  return equals ? g_strdup_printf ("%.*s=%s", (int) (equals - option), option, value)
                : g_strdup (option);
}

static void
test_good (gconstpointer data)
{
  g_autofree char *option = encode (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieIngestQuery) query = vigie_ingest_query_parse (option, &error);

  if (!query)
    g_error ("%s: %s", (const char *) data, error->message);
  /* What links repeat reads back the same. */
  if (query->options->text[0] != '\0')
    {
      g_autoptr (VigieIngestQuery) again
          = vigie_ingest_query_parse (query->options->text + 1, &error);

      if (!again)
        g_error ("%s as %s: %s", (const char *) data, query->options->text, error->message);
      g_assert_cmpstr (again->options->text, ==, query->options->text);
      g_assert_cmpuint (again->nodes->len, ==, query->nodes->len);
    }
}

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *option = encode (bad[i].option);
  g_autofree char *place = g_strdup_printf ("(at character %d)", bad[i].position);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieIngestQuery) query = vigie_ingest_query_parse (option, &error);

  if (query)
    g_error ("%s was accepted", bad[i].option);
  /* Those of the system that are not known: not a slip, but not done either. */
  if (g_str_has_prefix (error->message, "There is no option “$"))
    g_assert_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_NOT_IMPLEMENTED);
  else
    g_assert_error (error, VIGIE_INGEST_QUERY_ERROR, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (bad[i].position > 0 && !g_str_has_suffix (error->message, place))
    g_error ("%s: %s, not %s", bad[i].option, error->message, place);
}

static void
refuse (const char *query, VigieIngestQueryError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vigie_ingest_query_parse (query, &error));
  g_assert_error (error, VIGIE_INGEST_QUERY_ERROR, (int) code);
}

static char *
repeat (const char *begin, const char *middle, guint times, const char *end)
{
  GString *text = g_string_new (begin);

  for (guint i = 0; i < times; i++)
    g_string_append (text, middle);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

/* Nesting, length and number are bounded, and nothing is read deeper than the bound. */
static void
test_bounds (void)
{
  g_autofree char *parentheses = repeat ("$filter=", "(", 60000, "");
  g_autofree char *nots = repeat ("$filter=", "not%20", 9000, "true");
  g_autofree char *minuses = repeat ("$filter=1%20eq%20", "-", 60000, "1");
  g_autofree char *calls = repeat ("$filter=", "trim(", 10000, "name");
  g_autofree char *sums = repeat ("$filter=1%20eq%201", "%20add%201", 200, "");
  g_autofree char *expands = repeat ("$expand=A", "($expand=A", 9, "");
  g_autofree char *many = repeat ("$expand=A", ",A/B,B/A", 2, ",C,D,E/F/G/H");
  g_autofree char *list = repeat ("$filter=true", "%20and%20true", 5000, "");
  g_autofree char *keys = repeat ("$orderby=id", ",id", 100, "");
  g_autofree char *names = repeat ("$select=id", ",id", 100, "");
  g_autofree char *path = repeat ("$filter=a", "/a", 100, "%20eq%201");
  g_autofree char *large = repeat ("$filter=name%20eq%20'", "x", 70000, "'");
  g_autofree char *rings
      = repeat ("$filter=st_within(l,geography'", "GEOMETRYCOLLECTION(", 3000, "')");
  g_autoptr (GString) text = g_string_new ("$expand=A0");
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieIngestQuery) query = NULL;

  refuse (parentheses, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (nots, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (minuses, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (calls, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (sums, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (expands, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (list, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (keys, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (names, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (path, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse (large, VIGIE_INGEST_QUERY_ERROR_TOO_LONG);
  refuse (rings, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  for (int i = 1; i < 40; i++)
    g_string_append_printf (text, ",A%d", i);
  refuse (text->str, VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  query = vigie_ingest_query_parse (many, &error);
  g_assert_no_error (error);
}

static void
test_encoding (void)
{
  static const char *const broken[] = {"$filter=%",
                                       "$filter=%4",
                                       "$filter=%zz",
                                       "$top=%00",
                                       "$filter=name%20eq%20'%ff'",
                                       "$filter=name%20eq%20'\xff'",
                                       "%=1",
                                       "$filter=name%20eq%20'%c3'",
                                       NULL};
  g_autofree char *plus = vigie_ingest_decode ("a+eq+2026-11-21T10:00:00+01:00", -1, TRUE);
  g_autofree char *kept = vigie_ingest_decode ("a+b%2B", -1, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigieIngestQuery) query = NULL;

  for (int i = 0; broken[i]; i++)
    refuse (broken[i], VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse ("$top=1&$top=2", VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  refuse ("$skip=1&$skiptoken=i1", VIGIE_INGEST_QUERY_ERROR_BAD_REQUEST);
  g_assert_cmpstr (plus, ==, "a eq 2026-11-21T10:00:00+01:00");
  g_assert_cmpstr (kept, ==, "a+b+");
  query = vigie_ingest_query_parse ("&$top=1&&%24filter=a+eq+'b%26c'&", &error);
  g_assert_no_error (error);
  g_assert_cmpint (query->options->top, ==, 1);
  g_assert_cmpstr (query->options->text, ==, "&$filter=a%20eq%20'b%26c'");
}

static void
test_tree (void)
{
  g_autoptr (VigieIngestQuery) query = vigie_ingest_query_parse (
      "$filter=a%20eq%201%20or%20b%20eq%202%20and%20not%20c%20eq%203%20or%20d", NULL);
  const VigieIngestNode * or, *and, *not, *compare;

  or = query->options->filter;
  g_assert_cmpint (or->kind, ==, VIGIE_INGEST_NODE_OR);
  g_assert_cmpuint (or->children->len, ==, 3);
  and = g_ptr_array_index (or->children, 1);
  g_assert_cmpint (and->kind, ==, VIGIE_INGEST_NODE_AND);
  not = g_ptr_array_index (and->children, 1);
  g_assert_cmpint (not->kind, ==, VIGIE_INGEST_NODE_NOT);
  compare = g_ptr_array_index (not->children, 0);
  g_assert_cmpint (compare->kind, ==, VIGIE_INGEST_NODE_COMPARE);
  g_assert_cmpint (compare->operation, ==, VIGIE_INGEST_EQ);
  g_assert_cmpuint (compare->position, ==, 27);
}

static const struct
{
  double value;
  const char *text;
} numbers[] = {
    {0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-1, "-1"},
    {0.1, "0.1"},
    {-0.5, "-0.5"},
    {20.3, "20.3"},
    {1.005, "1.005"},
    {0.000001, "0.000001"},
    {1e-7, "1e-07"},
    {123456.789, "123456.789"},
    {1e15, "1000000000000000"},
    {9007199254740991.0, "9007199254740991"},
    {1e300, "1e+300"},
    {1.7e300, "1.7e+300"},
    {1.0 / 3, "0.3333333333333333"},
    {0.1 + 0.2, "0.30000000000000004"},
    {5e-324, "5e-324"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {1234567890.5, "1234567890.5"},
    {NAN, "\"NaN\""},
    {INFINITY, "\"Infinity\""},
    {-INFINITY, "\"-Infinity\""},
    {4.35, "4.35"},
    {2.675, "2.675"},
    {-273.15, "-273.15"},
    {99.99999, "99.99999"},
};

static void
test_numbers (void)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      vigie_ingest_json_append_number (out, numbers[i].value);
      g_assert_cmpstr (out->str, ==, numbers[i].text);
    }
  /* Whatever it is, it reads back as the same. */
  for (int i = 0; i < 100000; i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      double value
          = i % 2 ? g_test_rand_double_range (-1000, 1000)
                  : (double) g_test_rand_int_range (-1000000, 1000000) / (double) (i % 10000 + 1);

      vigie_ingest_json_append_number (out, value);
      g_assert_true (g_ascii_strtod (out->str, NULL) == value);
    }
}

static void
test_texts (void)
{
  static const struct
  {
    const char *text, *json;
  } texts[] = {
      {"", "\"\""},
      {"abc", "\"abc\""},
      {"a\"b\\c", "\"a\\\"b\\\\c\""},
      {"\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""},
      {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
      {"é€😀", "\"é€😀\""},
      {"a\xffz", "\"a\xef\xbf\xbdz\""},
      {"\xc3", "\"\xef\xbf\xbd\""},
      {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
      {"</script>", "\"</script>\""},
  };
  g_autoptr (GString) integers = g_string_new (NULL);

  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      vigie_ingest_json_append_string (out, texts[i].text, -1);
      g_assert_cmpstr (out->str, ==, texts[i].json);
    }
  vigie_ingest_json_append_integer (integers, G_MININT64);
  vigie_ingest_json_append_integer (integers, G_MAXINT64);
  vigie_ingest_json_append_integer (integers, 0);
  g_assert_cmpstr (integers->str, ==, "-922337203685477580892233720368547758070");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ingest/query/good/%03u", i);

      g_test_add_data_func (name, good[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ingest/query/bad/%03u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/ingest/query/bounds", test_bounds);
  g_test_add_func ("/ingest/query/encoding", test_encoding);
  g_test_add_func ("/ingest/query/tree", test_tree);
  g_test_add_func ("/ingest/query/numbers", test_numbers);
  g_test_add_func ("/ingest/query/texts", test_texts);
  return g_test_run ();
}
