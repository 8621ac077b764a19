/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/secret.c: what in an answer tells of a network or a person rather than of a
 * product.
 *
 *   patterns, certificates' names, known words --> candidates --> those that tell
 *   something --> by place, overlaps cut off */
#include "submit/secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/address.h"
#include "submit/certificate-names.h"
#include "submit/pattern-scan.h"

#define MAX_SECRETS 4096 /* candidates of one answer */
#define MIN_WORD    3    /* a known name of fewer characters is found everywhere */
#define MAX_HOST    253  /* RFC 1035, 2.3.4 */
#define MAX_ADDRESS 45   /* of text */

#define LABEL "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
#define VALUE "[a-z0-9+/=_.~%-]"

/* Ends of names that hosts have; others are files, classes and versions. */
#define TOP_LEVEL                                                                        \
  "(?:com|net|org|edu|gov|mil|int|info|biz|io|dev|app|cloud|local|localdomain|lan|home|" \
  "internal|intranet|intra|corp|private|arpa|test|example|invalid|online|site|[a-z]{2})"

static const PtlPattern patterns[] = {
  /* not after a letter and a slash, or a word for versions: that is no address */
  { PTL_SECRET_ADDRESS, "(?<![\\d.])(?<![a-z]/)(?<!version[ =:])(?<!ver[ =:])(?<![a-z])"
                        "((?:\\d{1,3}\\.){3}\\d{1,3})(?![\\d]|\\.\\d)" },
  { PTL_SECRET_ADDRESS, "(?<![\\w:.])([0-9a-f:]{2,40}:[0-9a-f.]{0,16})(?![\\w:])" },
  { PTL_SECRET_MAC, "(?<![0-9a-f:-])((?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})(?![0-9a-f:-])" },
  { PTL_SECRET_MAC, "(?<![0-9a-f.])((?:[0-9a-f]{4}\\.){2}[0-9a-f]{4})(?![0-9a-f.])" },
  { PTL_SECRET_MAIL, "([a-z0-9._%+-]{1,64}@" LABEL "(?:\\." LABEL "){0,8})" },
  { PTL_SECRET_HOST,
    "(?<![\\w.-])((?:" LABEL "\\.){1,8}" TOP_LEVEL ")(?![\\w-]|\\.\\w)" },
  { PTL_SECRET_HOST, "://(?:[^\\s/@\"'<>]{1,64}@)?([^\\s/:@\"'<>]{1,253})" },
  { PTL_SECRET_HOST,
    "^220[ -]([a-z0-9][a-z0-9.-]{0,252})(?= [^\\r\\n]{0,60}(?:ftp|smtp))" },
  { PTL_SECRET_HOST, "^([a-z0-9][a-z0-9._-]{0,252}) login:" },
  { PTL_SECRET_HOST, "(?<!\\w)(?:host|host ?name|computer ?name|workstation|domain|node)"
                     "[\"']?\\s{0,2}[=:]\\s{0,2}[\"']?([a-z0-9][a-z0-9._-]{0,252})" },
  { PTL_SECRET_USER, "(?<!\\w)(?:user ?name|user|login|account|owner)"
                     "[\"']?\\s{0,2}[=:]\\s{0,2}[\"']?([a-z0-9][a-z0-9._\\\\-]{0,63})" },
  { PTL_SECRET_USER, "(?:/home/|/users/|\\\\users\\\\)([^\\s/\\\\:\"'<>]{1,64})" },
  { PTL_SECRET_USER, "://([^\\s/@\"'<>]{1,64})@" },
  { PTL_SECRET_USER, "(?<!\\w)uid=\\d{1,10}\\(([^()\\s]{1,64})\\)" },
  { PTL_SECRET_COOKIE, "^set-cookie2?:[ \\t]*[^=;\\r\\n]{1,256}=([^;\\r\\n]{1,4096})" },
  { PTL_SECRET_COOKIE, "^cookie:[ \\t]*([^\\r\\n]{1,4096})" },
  { PTL_SECRET_SESSION,
    "(?:session|sess|[jx]?sid|phpsessid|csrf|xsrf|token|nonce|opaque|ticket|secret|api_?key|"
    "passw(?:or)?d)[\\w-]{0,20}[\"']?\\s{0,2}[=:]\\s{0,2}[\"']?(" VALUE "{6,1024})" },
  { PTL_SECRET_SERIAL,
    "(?<!\\w)(?:serial(?:[ _-]?(?:number|num|no))?|s/n|sn|device[ _-]?id|"
    "asset[ _-]?tag|imei)\\.?[\"']?[ \\t]{0,2}[=:#][ \\t]{0,2}[\"']?"
    "([a-z0-9][a-z0-9-]{3,63})" },
  { PTL_SECRET_SERIAL,
    "(?<!\\w)serial (?:number |no\\.? )?([a-z0-9-]{0,32}\\d[a-z0-9-]{2,31})" },
  { PTL_SECRET_SERIAL,
    "(?<![\\w-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\\w-])" },
};

static GRegex *compiled[G_N_ELEMENTS (patterns)];
static PtlPatternTable table = { patterns, G_N_ELEMENTS (patterns), compiled, 0 };

/* Hosts that documents of standards and common products name. */
static const char *const public_hosts[] = {
  "w3.org",           "xmlsoap.org", "ietf.org",   "oasis-open.org", "apache.org",
  "nginx.org",        "nginx.com",   "debian.org", "ubuntu.com",     "launchpad.net",
  "openssl.org",      "openssh.com", "libssh.org", "upnp.org",       "purl.org",
  "microsoft.com",    "isc.org",     "gnu.org",    "php.net",        "freedesktop.org",
  "openstreetmap.org"
};

/* Ends of file names that are ends of host names as well. */
static const char *const file_ends[] = { "js", "sh", "py", "pl", "cc", "md", "gz",
                                         "ps", "rb", "cs", "so", "do", "ai", "db",
                                         "hs", "rs", "in", "id", "am" };

typedef struct
{
  const guint8 *data;
  GArray *secrets;
} Search;

const char *
ptl_secret_kind_describe (PtlSecretKind kind)
{
  switch (kind)
    {
    case PTL_SECRET_ADDRESS:
      return _ ("address");

    case PTL_SECRET_MAC:
      return _ ("network card");

    case PTL_SECRET_MAIL:
      return _ ("mail address");

    case PTL_SECRET_HOST:
      return _ ("host name");

    case PTL_SECRET_USER:
      return _ ("user name");

    case PTL_SECRET_COOKIE:
      return _ ("cookie");

    case PTL_SECRET_SESSION:
      return _ ("session or key");

    case PTL_SECRET_SERIAL:
      return _ ("serial number");

    case PTL_SECRET_CERTIFICATE:
      return _ ("in a certificate");

    case PTL_SECRET_WORD:
      return _ ("your word");

    case PTL_N_SECRETS:
      break;
    }

  g_assert_not_reached ();
}

static gboolean
is_telling_address (const char *text)
{
  static const guint8 zero[16];
  PtlAddress address;

  if (!ptl_address_parse (text, &address) || ptl_address_is_loopback (&address))
    return FALSE;
  if (memcmp (address.bytes, zero, sizeof zero) == 0)
    return FALSE;

  /* multicast and broadcast */
  return address.is_ipv6 ? address.bytes[0] != 0xff : address.bytes[0] < 224;
}

static gboolean
is_one_of (const char *text, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strcasecmp (text, list[i]) == 0)
      return TRUE;

  return FALSE;
}

/* A public host or one below it. */
static gboolean
is_public_host (const char *host)
{
  for (; host != NULL; host = strchr (host, '.'))
    {
      host += *host == '.';
      if (is_one_of (host, public_hosts, G_N_ELEMENTS (public_hosts)))
        return TRUE;
    }

  return FALSE;
}

/* "main.js" and "Foo.Bar" of a program are written like hosts' names. */
static gboolean
is_telling_host (const char *host)
{
  const char *last = strrchr (host, '.');
  gboolean has_small = FALSE;
  gboolean has_capital = FALSE;

  if (is_one_of (host, (const char *const[]){ "localhost", "localhost.localdomain" }, 2))
    return FALSE;
  if (is_public_host (host))
    return FALSE;
  if (last == NULL)
    return TRUE;

  for (const char *c = last + 1; *c != '\0'; c++)
    {
      has_small |= g_ascii_islower (*c);
      has_capital |= g_ascii_isupper (*c);
    }
  if (has_capital && (has_small || strchr (host, '.') == last))
    return FALSE;

  return strchr (host, '.') != last ||
         !is_one_of (last + 1, file_ends, G_N_ELEMENTS (file_ends));
}

/* What stands where a name may stand, and is none. */
static gboolean
is_telling_user (const char *user)
{
  static const char *const common[] = { "root",  "admin", "administrator", "anonymous",
                                        "guest", "user",  "incorrect",     "required",
                                        "name",  "false", "true",          "null" };

  return !is_one_of (user, common, G_N_ELEMENTS (common));
}

static gboolean
is_telling (PtlSecretKind kind, const char *text)
{
  switch (kind)
    {
    case PTL_SECRET_ADDRESS:
      return strlen (text) <= MAX_ADDRESS && is_telling_address (text);

    case PTL_SECRET_HOST:
      return strlen (text) <= MAX_HOST && is_telling_host (text);

    case PTL_SECRET_USER:
      return is_telling_user (text);

    case PTL_SECRET_MAC:
    case PTL_SECRET_MAIL:
    case PTL_SECRET_COOKIE:
    case PTL_SECRET_SESSION:
    case PTL_SECRET_SERIAL:
    case PTL_SECRET_CERTIFICATE:
    case PTL_SECRET_WORD:
      return TRUE;

    case PTL_N_SECRETS:
      break;
    }

  g_assert_not_reached ();
}

static void
add (Search *search, PtlSecretKind kind, gsize start, gsize end)
{
  PtlSecret secret = { kind, start, end };

  if (search->secrets->len < MAX_SECRETS)
    g_array_append_val (search->secrets, secret);
}

static void
pattern_found_cb (int kind, gsize start, gsize end, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *text = g_strndup ((const char *) search->data + start, end - start);

  if (is_telling ((PtlSecretKind) kind, text))
    add (search, (PtlSecretKind) kind, start, end);
}

static void
name_found_cb (gsize start, gsize end, gpointer user_data)
{
  add (user_data, PTL_SECRET_CERTIFICATE, start, end);
}

static gboolean
equals_at (const guint8 *data, const char *word, gsize len, gsize step)
{
  for (gsize i = 0; i < len; i++)
    {
      if (g_ascii_tolower ((char) data[i * step]) != g_ascii_tolower (word[i]))
        return FALSE;
      if (step == 2 && i + 1 < len && data[i * step + 1] != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_word_byte (guint8 byte)
{
  return g_ascii_isalnum ((char) byte) || byte >= 0x80;
}

/* Whether the word is not a part of a longer one: "nas" is not in "dynasty". */
static gboolean
stands_alone (const guint8 *data, gsize len, gsize start, gsize end)
{
  return (start == 0 || !is_word_byte (data[start - 1]) || !is_word_byte (data[start])) &&
         (end == len || !is_word_byte (data[end]) || !is_word_byte (data[end - 1]));
}

/* @step: 2 for characters of 16 bits, as Windows sends names */
static void
find_text (Search *search,
           PtlSecretKind kind,
           const char *word,
           gsize len,
           gsize size,
           gsize step)
{
  gsize span = (len - 1) * step + 1;

  for (gsize at = 0; span <= size && at <= size - span; at++)
    if (equals_at (search->data + at, word, len, step) &&
        (step == 2 || kind == PTL_SECRET_WORD ||
         stands_alone (search->data, size, at, at + span)))
      {
        add (search, kind, at, at + span);
        at += span - 1;
      }
}

static void
find_packed (Search *search, const PtlAddress *address, gsize size)
{
  gsize length = ptl_address_get_length (address);

  for (gsize at = 0; length <= size && at <= size - length; at++)
    if (memcmp (search->data + at, address->bytes, length) == 0)
      add (search, PTL_SECRET_ADDRESS, at, at + length);
}

static void
find_known (Search *search, const char *word, gsize size)
{
  PtlAddress address;
  gboolean is_address = ptl_address_parse (word, &address);
  PtlSecretKind kind = is_address ? PTL_SECRET_ADDRESS : PTL_SECRET_HOST;
  const char *dot = strchr (word, '.');
  gsize first_label = !is_address && dot != NULL ? (gsize) (dot - word) : 0;

  if (is_address && !is_telling_address (word))
    return;
  if (is_address)
    find_packed (search, &address, size);
  if (!is_address && (!is_telling_host (word) || strlen (word) < MIN_WORD))
    return;

  for (gsize step = 1; step <= 2; step++)
    {
      find_text (search, kind, word, strlen (word), size, step);
      if (first_label >= MIN_WORD)
        find_text (search, kind, word, first_label, size, step);
    }
}

static int
compare_secrets (gconstpointer a, gconstpointer b)
{
  const PtlSecret *one = a;
  const PtlSecret *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  if (one->end != other->end)
    return one->end > other->end ? -1 : 1;
  return (int) one->kind - (int) other->kind;
}

/* Nothing that was found is left out: of what overlaps, the rest remains. */
static GArray *
cut_overlaps (GArray *found)
{
  GArray *secrets = g_array_new (FALSE, FALSE, sizeof (PtlSecret));
  gsize end = 0;

  g_array_sort (found, compare_secrets);
  for (guint i = 0; i < found->len; i++)
    {
      PtlSecret secret = g_array_index (found, PtlSecret, i);

      secret.start = MAX (secret.start, end);
      if (secret.start >= secret.end)
        continue;
      g_array_append_val (secrets, secret);
      end = secret.end;
    }

  return secrets;
}

GArray *
ptl_secrets_find (const guint8 *data, gsize len, GPtrArray *known, GPtrArray *words)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (PtlSecret));
  Search search = { data, found };

  ptl_pattern_scan (&table, data, len, pattern_found_cb, &search);
  ptl_certificate_names_find (data, len, name_found_cb, &search);
  for (guint i = 0; known != NULL && i < known->len; i++)
    find_known (&search, known->pdata[i], len);
  for (guint i = 0; words != NULL && i < words->len; i++)
    for (gsize step = 1; step <= 2 && *(const char *) words->pdata[i] != '\0'; step++)
      find_text (&search, PTL_SECRET_WORD, words->pdata[i], strlen (words->pdata[i]), len,
                 step);

  return cut_overlaps (found);
}

static gboolean
is_written_address (const guint8 *data, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isxdigit ((char) data[i]) && strchr (".:-%", data[i]) == NULL)
      return FALSE;

  return len > 0 && memchr (data, 0, len) == NULL;
}

static guint8
mask_letter (guint8 byte)
{
  if (g_ascii_isdigit ((char) byte))
    return '0';
  if (g_ascii_isupper ((char) byte))
    return 'X';
  return g_ascii_islower ((char) byte) || byte >= 0x80 ? 'x' : byte;
}

/* In a certificate, and in a packed address, any byte may be part of a number. */
static guint8
mask_byte (PtlSecretKind kind, gboolean is_written, guint8 byte)
{
  if (kind == PTL_SECRET_ADDRESS || kind == PTL_SECRET_MAC)
    return !is_written ? 0 : g_ascii_isxdigit ((char) byte) ? '0' : byte;
  if (kind == PTL_SECRET_CERTIFICATE && (byte < 0x20 || byte == 0x7f))
    return 0;
  if (kind == PTL_SECRET_CERTIFICATE && g_ascii_ispunct ((char) byte) &&
      strchr (".-@*_", byte) == NULL)
    return 'x';

  return mask_letter (byte);
}

GBytes *
ptl_secret_mask (PtlSecretKind kind, const guint8 *data, gsize len)
{
  g_autofree guint8 *masked = g_malloc (MAX (len, 1));
  gboolean is_written = is_written_address (data, len);

  for (gsize i = 0; i < len; i++)
    masked[i] = mask_byte (kind, is_written, data[i]);
  return g_bytes_new_take (g_steal_pointer (&masked), len);
}
