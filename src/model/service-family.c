/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/service-family.c: what a service is for.
 *
 * By name alone: the names are those of the match rules and of the port registry. */
#include "model/service-family.h"

#include <string.h>

typedef struct
{
  const char *name; /* a trailing "*" stands for any end */
  PtlServiceFamily family;
} Entry;

/* The first that fits counts. */
static const Entry entries[] = {
  { "http*", PTL_SERVICE_FAMILY_WEB },
  { "https*", PTL_SERVICE_FAMILY_WEB },
  { "quic", PTL_SERVICE_FAMILY_WEB },
  { "spdy", PTL_SERVICE_FAMILY_WEB },
  { "websocket*", PTL_SERVICE_FAMILY_WEB },
  { "fastcgi", PTL_SERVICE_FAMILY_WEB },
  { "ajp*", PTL_SERVICE_FAMILY_WEB },
  { "gopher", PTL_SERVICE_FAMILY_WEB },
  { "gemini", PTL_SERVICE_FAMILY_WEB },
  { "squid-*", PTL_SERVICE_FAMILY_WEB },
  { "smtp*", PTL_SERVICE_FAMILY_MAIL },
  { "submission*", PTL_SERVICE_FAMILY_MAIL },
  { "lmtp", PTL_SERVICE_FAMILY_MAIL },
  { "imap*", PTL_SERVICE_FAMILY_MAIL },
  { "pop2", PTL_SERVICE_FAMILY_MAIL },
  { "pop3*", PTL_SERVICE_FAMILY_MAIL },
  { "sieve", PTL_SERVICE_FAMILY_MAIL },
  { "managesieve", PTL_SERVICE_FAMILY_MAIL },
  { "spamd", PTL_SERVICE_FAMILY_MAIL },
  { "milter", PTL_SERVICE_FAMILY_MAIL },
  { "nntp*", PTL_SERVICE_FAMILY_MAIL },
  { "ssh", PTL_SERVICE_FAMILY_REMOTE },
  { "telnet*", PTL_SERVICE_FAMILY_REMOTE },
  { "login", PTL_SERVICE_FAMILY_REMOTE },
  { "shell", PTL_SERVICE_FAMILY_REMOTE },
  { "exec", PTL_SERVICE_FAMILY_REMOTE },
  { "rlogin", PTL_SERVICE_FAMILY_REMOTE },
  { "ms-wbt-server*", PTL_SERVICE_FAMILY_REMOTE },
  { "vnc*", PTL_SERVICE_FAMILY_REMOTE },
  { "x11*", PTL_SERVICE_FAMILY_REMOTE },
  { "xdmcp", PTL_SERVICE_FAMILY_REMOTE },
  { "spice", PTL_SERVICE_FAMILY_REMOTE },
  { "teamviewer", PTL_SERVICE_FAMILY_REMOTE },
  { "adb", PTL_SERVICE_FAMILY_REMOTE },
  { "ftp*", PTL_SERVICE_FAMILY_FILES },
  { "tftp", PTL_SERVICE_FAMILY_FILES },
  { "nfs*", PTL_SERVICE_FAMILY_FILES },
  { "mountd", PTL_SERVICE_FAMILY_FILES },
  { "nlockmgr", PTL_SERVICE_FAMILY_FILES },
  { "microsoft-ds", PTL_SERVICE_FAMILY_FILES },
  { "netbios-*", PTL_SERVICE_FAMILY_FILES },
  { "smb*", PTL_SERVICE_FAMILY_FILES },
  { "afp", PTL_SERVICE_FAMILY_FILES },
  { "rsync", PTL_SERVICE_FAMILY_FILES },
  { "git", PTL_SERVICE_FAMILY_FILES },
  { "svn*", PTL_SERVICE_FAMILY_FILES },
  { "cvspserver", PTL_SERVICE_FAMILY_FILES },
  { "iscsi*", PTL_SERVICE_FAMILY_FILES },
  { "nbd", PTL_SERVICE_FAMILY_FILES },
  { "9p*", PTL_SERVICE_FAMILY_FILES },
  { "bacula*", PTL_SERVICE_FAMILY_FILES },
  { "ceph*", PTL_SERVICE_FAMILY_FILES },
  { "gluster*", PTL_SERVICE_FAMILY_FILES },
  { "ipp*", PTL_SERVICE_FAMILY_FILES },
  { "printer", PTL_SERVICE_FAMILY_FILES },
  { "jetdirect", PTL_SERVICE_FAMILY_FILES },
  { "hp-pjl", PTL_SERVICE_FAMILY_FILES },
  { "sane*", PTL_SERVICE_FAMILY_FILES },
  { "mysql*", PTL_SERVICE_FAMILY_DATA },
  { "mariadb*", PTL_SERVICE_FAMILY_DATA },
  { "postgres*", PTL_SERVICE_FAMILY_DATA },
  { "pgbouncer", PTL_SERVICE_FAMILY_DATA },
  { "ms-sql*", PTL_SERVICE_FAMILY_DATA },
  { "oracle*", PTL_SERVICE_FAMILY_DATA },
  { "firebird", PTL_SERVICE_FAMILY_DATA },
  { "mongo*", PTL_SERVICE_FAMILY_DATA },
  { "redis*", PTL_SERVICE_FAMILY_DATA },
  { "memcache*", PTL_SERVICE_FAMILY_DATA },
  { "cassandra*", PTL_SERVICE_FAMILY_DATA },
  { "clickhouse*", PTL_SERVICE_FAMILY_DATA },
  { "elastic*", PTL_SERVICE_FAMILY_DATA },
  { "couchdb", PTL_SERVICE_FAMILY_DATA },
  { "influxdb*", PTL_SERVICE_FAMILY_DATA },
  { "db2*", PTL_SERVICE_FAMILY_DATA },
  { "zookeeper", PTL_SERVICE_FAMILY_DATA },
  { "etcd*", PTL_SERVICE_FAMILY_DATA },
  { "domain*", PTL_SERVICE_FAMILY_NETWORK },
  { "mdns", PTL_SERVICE_FAMILY_NETWORK },
  { "llmnr", PTL_SERVICE_FAMILY_NETWORK },
  { "ldap*", PTL_SERVICE_FAMILY_NETWORK },
  { "kerberos*", PTL_SERVICE_FAMILY_NETWORK },
  { "kpasswd*", PTL_SERVICE_FAMILY_NETWORK },
  { "radius*", PTL_SERVICE_FAMILY_NETWORK },
  { "tacacs*", PTL_SERVICE_FAMILY_NETWORK },
  { "ntp*", PTL_SERVICE_FAMILY_NETWORK },
  { "time", PTL_SERVICE_FAMILY_NETWORK },
  { "daytime", PTL_SERVICE_FAMILY_NETWORK },
  { "dhcp*", PTL_SERVICE_FAMILY_NETWORK },
  { "snmp*", PTL_SERVICE_FAMILY_NETWORK },
  { "rpcbind*", PTL_SERVICE_FAMILY_NETWORK },
  { "msrpc*", PTL_SERVICE_FAMILY_NETWORK },
  { "upnp", PTL_SERVICE_FAMILY_NETWORK },
  { "ssdp", PTL_SERVICE_FAMILY_NETWORK },
  { "wsdd*", PTL_SERVICE_FAMILY_NETWORK },
  { "isakmp", PTL_SERVICE_FAMILY_NETWORK },
  { "openvpn", PTL_SERVICE_FAMILY_NETWORK },
  { "l2tp", PTL_SERVICE_FAMILY_NETWORK },
  { "pptp", PTL_SERVICE_FAMILY_NETWORK },
  { "socks*", PTL_SERVICE_FAMILY_NETWORK },
  { "bgp", PTL_SERVICE_FAMILY_NETWORK },
  { "ipmi*", PTL_SERVICE_FAMILY_NETWORK },
  { "asf-rmcp", PTL_SERVICE_FAMILY_NETWORK },
  { "zabbix*", PTL_SERVICE_FAMILY_NETWORK },
  { "nrpe", PTL_SERVICE_FAMILY_NETWORK },
  { "munin", PTL_SERVICE_FAMILY_NETWORK },
  { "syslog*", PTL_SERVICE_FAMILY_NETWORK },
  { "amqp*", PTL_SERVICE_FAMILY_MESSAGES },
  { "mqtt*", PTL_SERVICE_FAMILY_MESSAGES },
  { "stomp*", PTL_SERVICE_FAMILY_MESSAGES },
  { "nats*", PTL_SERVICE_FAMILY_MESSAGES },
  { "kafka*", PTL_SERVICE_FAMILY_MESSAGES },
  { "activemq*", PTL_SERVICE_FAMILY_MESSAGES },
  { "beanstalk*", PTL_SERVICE_FAMILY_MESSAGES },
  { "irc*", PTL_SERVICE_FAMILY_MESSAGES },
  { "xmpp*", PTL_SERVICE_FAMILY_MESSAGES },
  { "jabber*", PTL_SERVICE_FAMILY_MESSAGES },
  { "sip*", PTL_SERVICE_FAMILY_MESSAGES },
  { "rtsp*", PTL_SERVICE_FAMILY_MESSAGES },
  { "stun*", PTL_SERVICE_FAMILY_MESSAGES },
  { "turn*", PTL_SERVICE_FAMILY_MESSAGES },
  { "mumble*", PTL_SERVICE_FAMILY_MESSAGES },
  { "murmur*", PTL_SERVICE_FAMILY_MESSAGES },
  { "teamspeak*", PTL_SERVICE_FAMILY_MESSAGES },
  { "icecast*", PTL_SERVICE_FAMILY_MESSAGES },
  { "shoutcast*", PTL_SERVICE_FAMILY_MESSAGES },
  { "mpd", PTL_SERVICE_FAMILY_MESSAGES },
  { "coap*", PTL_SERVICE_FAMILY_MESSAGES },
};

static gboolean
fits (const Entry *entry, const char *name)
{
  gsize length = strlen (entry->name);

  if (entry->name[length - 1] == '*')
    return strncmp (name, entry->name, length - 1) == 0;

  return strcmp (name, entry->name) == 0;
}

PtlServiceFamily
ptl_service_family_of (const PtlService *service)
{
  if (service == NULL || service->name == NULL ||
      service->outcome == PTL_SERVICE_OUTCOME_TCPWRAPPED ||
      strcmp (service->name, "unknown") == 0)
    return PTL_SERVICE_FAMILY_UNKNOWN;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (fits (&entries[i], service->name))
      return entries[i].family;

  return PTL_SERVICE_FAMILY_OTHER;
}
