/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/neighbours.c: hardware addresses of the local link, from the kernel's neighbour
 * table.
 *
 * The kernel makes each part of a dump while it is read, so nothing here waits. */
#include "net/neighbours.h"

#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAC_SIZE  6
#define PART_SIZE (32 * 1024)
/* The kernel's table has 1024 entries unless somebody asked for more. */
#define PARTS_MAX 256

/* Entries that somebody answered for. */
#define KNOWN_STATES (NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_PERMANENT)

typedef enum
{
  PART_MORE,
  PART_LAST,
  PART_FOUND
} PartResult;

static gboolean
request_dump (int fd, const PtlAddress *address)
{
  struct
  {
    struct nlmsghdr header;
    struct ndmsg neighbour;
  } request = {
    .header = { .nlmsg_len = sizeof request,
                .nlmsg_type = RTM_GETNEIGH,
                .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
    .neighbour = { .ndm_family = address->is_ipv6 ? AF_INET6 : AF_INET },
  };

  return send (fd, &request, sizeof request, 0) == sizeof request;
}

/* Returns: whether @header tells the hardware address of @address */
static gboolean
read_entry (const struct nlmsghdr *header, const PtlAddress *address, guint8 *mac)
{
  const struct ndmsg *neighbour = NLMSG_DATA (header);
  const struct rtattr *attribute;
  guint address_size = ptl_address_get_length (address);
  gboolean is_it = FALSE, has_mac = FALSE;
  guint left;

  if (header->nlmsg_type != RTM_NEWNEIGH ||
      header->nlmsg_len < NLMSG_LENGTH (sizeof *neighbour) ||
      (neighbour->ndm_state & KNOWN_STATES) == 0 ||
      (address->scope_id != 0 && (guint32) neighbour->ndm_ifindex != address->scope_id))
    return FALSE;

  left = header->nlmsg_len - NLMSG_LENGTH (sizeof *neighbour);
  attribute = (const struct rtattr *) ((const char *) neighbour +
                                       NLMSG_ALIGN (sizeof *neighbour));
  for (; RTA_OK (attribute, left); attribute = RTA_NEXT (attribute, left))
    if (attribute->rta_type == NDA_DST && RTA_PAYLOAD (attribute) == address_size)
      is_it = memcmp (RTA_DATA (attribute), address->bytes, address_size) == 0;
    else if (attribute->rta_type == NDA_LLADDR && RTA_PAYLOAD (attribute) == MAC_SIZE)
      {
        memcpy (mac, RTA_DATA (attribute), MAC_SIZE);
        has_mac = TRUE;
      }

  return is_it && has_mac;
}

static PartResult
read_part (int fd, const PtlAddress *address, guint8 *mac)
{
  guint8 part[PART_SIZE] __attribute__ ((aligned (NLMSG_ALIGNTO)));
  ssize_t n = recv (fd, part, sizeof part, MSG_DONTWAIT);
  const struct nlmsghdr *header = (const struct nlmsghdr *) part;
  guint left = n > 0 ? (guint) n : 0;

  if (n <= 0)
    return PART_LAST;

  for (; NLMSG_OK (header, left); header = NLMSG_NEXT (header, left))
    {
      if (header->nlmsg_type == NLMSG_DONE || header->nlmsg_type == NLMSG_ERROR)
        return PART_LAST;
      if (read_entry (header, address, mac))
        return PART_FOUND;
    }

  return PART_MORE;
}

char *
ptl_neighbours_find_mac (const PtlAddress *address)
{
  static const guint8 none[MAC_SIZE];
  guint8 mac[MAC_SIZE];
  PartResult result = PART_MORE;
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

  if (fd < 0)
    return NULL;

  if (request_dump (fd, address))
    for (guint i = 0; i < PARTS_MAX && result == PART_MORE; i++)
      result = read_part (fd, address, mac);
  close (fd);

  if (result != PART_FOUND || memcmp (mac, none, MAC_SIZE) == 0)
    return NULL;

  return g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3],
                          mac[4], mac[5]);
}
