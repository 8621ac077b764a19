/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/certificate-names.c: the names inside certificates that are sent in the open.
 *
 *   attribute       06 03 55 04 TYPE            TAG LENGTH value
 *   emailAddress    06 09 2a 86 48 86 f7 0d 01 09 01  TAG LENGTH value
 *   subjectAltName  06 03 55 1d 11 [01 01 ff]   04 LENGTH 30 LENGTH (TAG LENGTH value)*
 *   serial number   a0 03 02 01 VERSION         02 LENGTH value
 */
#include "submit/certificate-names.h"

#include <string.h>

#define TAG_BOOLEAN  0x01
#define TAG_OCTETS   0x04
#define TAG_SEQUENCE 0x30

/* RFC 5280, 4.2.1.6 */
#define NAME_MAIL    0x81
#define NAME_DNS     0x82
#define NAME_URI     0x86
#define NAME_ADDRESS 0x87

typedef struct
{
  const guint8 *data;
  gsize len;
  PtlCertificateNameFunc found;
  gpointer user_data;
} Search;

/* An element's value; what is cut off ends with the data. */
typedef struct
{
  guint8 tag;
  gsize start;
  gsize end;
} Element;

static gboolean
read_element (const Search *search, gsize at, gsize end, Element *element)
{
  gsize length;

  if (at > end || end - at < 2)
    return FALSE;

  element->tag = search->data[at++];
  length = search->data[at++];
  if (length >= 0x80)
    {
      gsize n_bytes = length & 0x7f;

      if (n_bytes == 0 || n_bytes > 3 || n_bytes > end - at)
        return FALSE;
      for (length = 0; n_bytes > 0; n_bytes--)
        length = length << 8 | search->data[at++];
    }

  element->start = at;
  element->end = at + MIN (length, end - at);
  return TRUE;
}

static void
tell (const Search *search, const Element *element)
{
  if (element->end > element->start)
    search->found (element->start, element->end, search->user_data);
}

static gboolean
is_string (guint8 tag)
{
  /* UTF8, Numeric, Printable, Teletex, IA5, Universal, BMP */
  return tag != 0 && strchr ("\x0c\x12\x13\x14\x16\x1c\x1e", tag) != NULL;
}

static void
find_string (const Search *search, gsize at)
{
  Element element;

  if (read_element (search, at, search->len, &element) && is_string (element.tag))
    tell (search, &element);
}

static void
find_alternative_names (const Search *search, gsize at)
{
  Element element;
  Element names;

  if (!read_element (search, at, search->len, &element))
    return;
  if (element.tag == TAG_BOOLEAN &&
      !read_element (search, element.end, search->len, &element))
    return;
  if (element.tag != TAG_OCTETS ||
      !read_element (search, element.start, element.end, &names) ||
      names.tag != TAG_SEQUENCE)
    return;

  for (at = names.start; read_element (search, at, names.end, &element); at = element.end)
    if (element.tag == NAME_MAIL || element.tag == NAME_DNS || element.tag == NAME_URI ||
        element.tag == NAME_ADDRESS)
      tell (search, &element);
}

static void
find_serial (const Search *search, gsize at)
{
  Element element;

  if (read_element (search, at, search->len, &element) && element.tag == 0x02 &&
      element.end - element.start >= 4 && element.end - element.start <= 21)
    tell (search, &element);
}

static gboolean
starts_with (const Search *search, gsize at, const char *bytes, gsize n_bytes)
{
  return search->len - at >= n_bytes && memcmp (search->data + at, bytes, n_bytes) == 0;
}

/* 2.5.4.6 is the country: two letters that many share; the others may name somebody. */
static gboolean
is_attribute (const Search *search, gsize at)
{
  return starts_with (search, at, "\x06\x03\x55\x04", 4) && search->len - at > 5 &&
         search->data[at + 4] != 6;
}

void
ptl_certificate_names_find (const guint8 *data,
                            gsize len,
                            PtlCertificateNameFunc found,
                            gpointer user_data)
{
  static const char mail[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01";
  Search search = { data, len, found, user_data };

  for (gsize at = 0; at < len; at++)
    {
      if (is_attribute (&search, at))
        find_string (&search, at + 5);
      else if (starts_with (&search, at, mail, sizeof mail - 1))
        find_string (&search, at + sizeof mail - 1);
      else if (starts_with (&search, at, "\x06\x03\x55\x1d\x11", 5))
        find_alternative_names (&search, at + 5);
      else if (starts_with (&search, at, "\xa0\x03\x02\x01\x02", 5))
        find_serial (&search, at + 5);
    }
}
