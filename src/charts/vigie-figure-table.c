/* vigie-figure-table.c: the numbers of a figure as rows and columns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vigie-figure-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "vigie-chart-table.h"
#include "vigie-csv.h"
#include "vigie-words.h"

typedef struct
{
  VigieFigureCell kind;
  char *title, *unit; /* owned; unit "" if none */
  int decimals;
} Column;

typedef union
{
  char *text; /* owned, or NULL */
  VigieTime time;
  double number;
} Cell;

struct _VigieFigureTable
{
  gatomicrefcount count;
  GTimeZone *zone; /* owned */
  GArray *columns; /* of Column */
  GArray *cells;   /* of Cell, row by row */
  guint n_rows;
};

VigieFigureTable *
vigie_figure_table_new (GTimeZone *zone)
{
  VigieFigureTable *self = g_new0 (VigieFigureTable, 1);

  g_atomic_ref_count_init (&self->count);
  self->zone = g_time_zone_ref (zone != NULL ? zone : vigie_words_default_zone ());
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  return self;
}

VigieFigureTable *
vigie_figure_table_ref (VigieFigureTable *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

static const Column *
column_of (const VigieFigureTable *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

static Cell *
cell_of (const VigieFigureTable *self, guint row, guint column)
{
  return &g_array_index (self->cells, Cell, row * self->columns->len + column);
}

void
vigie_figure_table_unref (VigieFigureTable *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  for (guint column = 0; column < self->columns->len; column++)
    {
      if (column_of (self, column)->kind == VIGIE_FIGURE_TEXT)
        for (guint row = 0; row < self->n_rows; row++)
          g_free (cell_of (self, row, column)->text);
      g_free (column_of (self, column)->title);
      g_free (column_of (self, column)->unit);
    }
  g_array_unref (self->columns);
  g_array_unref (self->cells);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/* ---- Filling ----------------------------------------------------------------------------------- */

void
vigie_figure_table_add_column (VigieFigureTable *self,
                               VigieFigureCell kind,
                               const char *title,
                               const char *unit,
                               int decimals)
{
  Column column = {kind, g_strdup (title), g_strdup (unit != NULL ? unit : ""), decimals};

  g_return_if_fail (self->n_rows == 0);

  g_array_append_val (self->columns, column);
}

guint
vigie_figure_table_add_row (VigieFigureTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Cell cell = {NULL};

      if (column_of (self, i)->kind == VIGIE_FIGURE_TIME)
        cell.time = VIGIE_TIME_NONE;
      else if (column_of (self, i)->kind == VIGIE_FIGURE_NUMBER)
        cell.number = NAN;
      g_array_append_val (self->cells, cell);
    }
  return self->n_rows++;
}

static gboolean
is_cell (const VigieFigureTable *self, guint row, guint column, VigieFigureCell kind)
{
  return row < self->n_rows && column < self->columns->len
         && column_of (self, column)->kind == kind;
}

void
vigie_figure_table_set_text (VigieFigureTable *self, guint row, guint column, const char *text)
{
  g_return_if_fail (is_cell (self, row, column, VIGIE_FIGURE_TEXT));

  g_set_str (&cell_of (self, row, column)->text, text);
}

void
vigie_figure_table_set_time (VigieFigureTable *self, guint row, guint column, VigieTime time)
{
  g_return_if_fail (is_cell (self, row, column, VIGIE_FIGURE_TIME));

  cell_of (self, row, column)->time = time;
}

void
vigie_figure_table_set_number (VigieFigureTable *self, guint row, guint column, double number)
{
  g_return_if_fail (is_cell (self, row, column, VIGIE_FIGURE_NUMBER));

  cell_of (self, row, column)->number = number;
}

/* ---- Reading ----------------------------------------------------------------------------------- */

guint
vigie_figure_table_get_n_rows (const VigieFigureTable *self)
{
  return self->n_rows;
}

guint
vigie_figure_table_get_n_columns (const VigieFigureTable *self)
{
  return self->columns->len;
}

VigieFigureCell
vigie_figure_table_get_kind (const VigieFigureTable *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, VIGIE_FIGURE_TEXT);

  return column_of (self, column)->kind;
}

double
vigie_figure_table_get_number (const VigieFigureTable *self, guint row, guint column)
{
  g_return_val_if_fail (is_cell (self, row, column, VIGIE_FIGURE_NUMBER), NAN);

  return cell_of (self, row, column)->number;
}

VigieTime
vigie_figure_table_get_time (const VigieFigureTable *self, guint row, guint column)
{
  g_return_val_if_fail (is_cell (self, row, column, VIGIE_FIGURE_TIME), VIGIE_TIME_NONE);

  return cell_of (self, row, column)->time;
}

char *
vigie_figure_table_format_title (const VigieFigureTable *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  if (*column_of (self, column)->unit == '\0')
    return g_strdup (column_of (self, column)->title);
  return g_strdup_printf (C_ ("column", "%1$s (%2$s)"), column_of (self, column)->title,
                          column_of (self, column)->unit);
}

char *
vigie_figure_table_format_cell (const VigieFigureTable *self, guint row, guint column)
{
  const Cell *cell;

  g_return_val_if_fail (row < self->n_rows && column < self->columns->len, NULL);

  cell = cell_of (self, row, column);
  switch (column_of (self, column)->kind)
    {
    case VIGIE_FIGURE_TIME:
      return cell->time != VIGIE_TIME_NONE ? vigie_chart_table_format_time (cell->time, self->zone)
                                           : g_strdup ("—");
    case VIGIE_FIGURE_NUMBER:
      return vigie_words_number (cell->number, column_of (self, column)->decimals);
    case VIGIE_FIGURE_TEXT:
    default:
      return g_strdup (cell->text != NULL ? cell->text : "");
    }
}

int
vigie_figure_table_compare (const VigieFigureTable *self, guint column, guint a, guint b)
{
  const Cell *first = cell_of (self, a, column), *second = cell_of (self, b, column);

  switch (column_of (self, column)->kind)
    {
    case VIGIE_FIGURE_TIME:
      return first->time < second->time ? -1 : first->time > second->time;
    case VIGIE_FIGURE_NUMBER:
      if (isnan (first->number) || isnan (second->number))
        return isnan (first->number) - isnan (second->number);
      return first->number < second->number ? -1 : first->number > second->number;
    case VIGIE_FIGURE_TEXT:
    default:
      return g_utf8_collate (first->text != NULL ? first->text : "",
                             second->text != NULL ? second->text : "");
    }
}

/* ---- Elsewhere --------------------------------------------------------------------------------- */

GBytes *
vigie_figure_table_to_csv (const VigieFigureTable *self, gboolean demonstration)
{
  VigieCsv *csv = vigie_csv_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *title = vigie_figure_table_format_title (self, i);
      g_autofree char *other = NULL;

      if (column_of (self, i)->kind == VIGIE_FIGURE_TIME)
        {
          vigie_csv_add_text (csv, title);
          /* Translators: the head of a column of instants as programs read them, after that of the same as people
           * do: « Début (ISO 8601) » */
          other = g_strdup_printf (C_ ("column", "%s (ISO 8601)"), title);
        }
      else if (demonstration && column_of (self, i)->kind == VIGIE_FIGURE_NUMBER)
        other = g_strdup_printf (C_ ("column", "%s, demonstration"), title);
      vigie_csv_add_text (csv, other != NULL ? other : title);
    }
  vigie_csv_end_row (csv);
  for (guint row = 0; row < self->n_rows; row++)
    {
      for (guint i = 0; i < self->columns->len; i++)
        {
          const Cell *cell = cell_of (self, row, i);

          switch (column_of (self, i)->kind)
            {
            case VIGIE_FIGURE_TIME:
              vigie_csv_add_time (csv, cell->time, self->zone);
              vigie_csv_add_instant (csv, cell->time, self->zone);
              break;
            case VIGIE_FIGURE_NUMBER:
              vigie_csv_add_number (csv, cell->number);
              break;
            case VIGIE_FIGURE_TEXT:
            default:
              vigie_csv_add_text (csv, cell->text);
            }
        }
      vigie_csv_end_row (csv);
    }
  return vigie_csv_finish (csv);
}

char *
vigie_figure_table_to_text (const VigieFigureTable *self, const guint *rows, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint r = 0; r < n; r++)
    {
      for (guint i = 0; i < self->columns->len && rows[r] < self->n_rows; i++)
        {
          g_autofree char *words = NULL;

          if (i > 0)
            g_string_append_c (text, '\t');
          if (column_of (self, i)->kind == VIGIE_FIGURE_NUMBER
              && isnan (cell_of (self, rows[r], i)->number))
            continue;
          words = vigie_figure_table_format_cell (self, rows[r], i);
          g_strdelimit (words, "\t\r\n", ' ');
          g_string_append (text, words);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
