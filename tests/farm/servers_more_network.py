# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_network.py: more remote access, names, chat, telephony, monitoring."""
from unit import server, tcp, udp

NO = dict(discloses=False)


@server('dnsmasq-base', tcp(5301, 'domain', 'dnsmasq'), udp(5301, 'domain', 'dnsmasq'))
def dnsmasq(place):
    return [['dnsmasq', '-k', '-p', '5301', '-a', '127.0.0.1', '-z', '-R', '-h', '-u', 'root',
             '--conf-file=/dev/null']]


@server('nsd', tcp(5302, 'domain', 'NSD'), udp(5302, 'domain', 'NSD'))
def nsd(place):
    return [['nsd', '-d', '-c', place.write('nsd.conf', f'''
server:
  ip-address: 127.0.0.1@5302
  username: ""
  pidfile: ""
  zonesdir: "{place}"
  database: ""
  xfrdfile: "{place}/xfrd"
  zonelistfile: "{place}/zones"
remote-control:
  control-enable: no
''')]]


@server('pdns-server', tcp(5303, 'domain', 'PowerDNS'), udp(5303, 'domain', 'PowerDNS'))
def pdns(place):
    place.write('pdns.conf', '')
    return [['pdns_server', f'--config-dir={place}', '--local-address=127.0.0.1',
             '--local-port=5303', '--launch=bind', f'--socket-dir={place}', '--guardian=no']]


@server('tinysshd', tcp(223, 'ssh', 'TinySSH', **NO))
def tinyssh(place):
    place.run('tinysshd-makekey', place / 'keys')
    return [['tcpserver', '-HRDl0', '127.0.0.1', '223', 'tinysshd', place / 'keys']]


@server('python3-asyncssh', tcp(224, 'ssh', 'AsyncSSH'))
def asyncssh(place):
    return [['/usr/bin/python3', place.write('serve.py', '''
import asyncio
import asyncssh
async def main():
    key = asyncssh.generate_private_key("ssh-ed25519")
    await asyncssh.listen("127.0.0.1", 224, server_host_keys=[key])
    await asyncio.Event().wait()
asyncio.run(main())
''')]]


@server('proftpd-mod-crypto', tcp(2223, 'ssh', 'mod_sftp', **NO), needs_root=True)
def proftpd_sftp(place):
    place.run('ssh-keygen', '-q', '-t', 'rsa', '-m', 'PEM', '-N', '', '-f', place / 'hostkey')
    return [['proftpd', '-n', '-c', place.write('proftpd.conf', f'''
ModulePath /usr/lib/proftpd
LoadModule mod_sftp.c
ServerType standalone
UseIPv6 off
DefaultAddress 127.0.0.1
SocketBindTight on
Port 2223
User nobody
Group nogroup
PidFile {place}/pid
ScoreboardFile {place}/scoreboard
SystemLog {place}/log
WtmpLog off
SFTPEngine on
SFTPHostKey {place}/hostkey
''')]]


def inetd(place, name, port, program, user='root'):
    return [['xinetd', '-dontfork', '-pidfile', place / 'pid', '-f', place.write('xinetd.conf', f'''
defaults
{{
  cps = 500 1
  per_source = UNLIMITED
}}
service {name}
{{
  type = UNLISTED
  port = {port}
  bind = 127.0.0.1
  socket_type = stream
  protocol = tcp
  wait = no
  user = {user}
  server = {program}
}}
''')]]


@server('inetutils-telnetd', tcp(23, 'telnet', 'telnetd', **NO))
def telnetd(place):
    return inetd(place, 'farm-telnet', 23, '/usr/sbin/telnetd')


@server('fingerd', tcp(79, 'finger', 'fingerd', **NO))
def fingerd(place):
    return inetd(place, 'farm-finger', 79, '/usr/sbin/in.fingerd', 'nobody')


@server('xinetd', tcp(7, 'echo', '', **NO), udp(7, 'echo', '', **NO),
        tcp(13, 'daytime', '', **NO), udp(13, 'daytime', '', **NO),
        tcp(19, 'chargen', '', **NO), udp(19, 'chargen', '', **NO),
        tcp(37, 'time', '', **NO), udp(37, 'time', '', **NO), tcp(1, 'tcpmux', '', **NO))
def xinetd(place):
    def internal(name, kind, protocol, wait):
        return (f'service {name}\n{{\n type = INTERNAL\n id = {name}-{protocol}\n'
                f' socket_type = {kind}\n protocol = {protocol}\n wait = {wait}\n'
                ' user = root\n bind = 127.0.0.1\n}\n')
    names = ('echo', 'daytime', 'chargen', 'time')
    text = ('defaults\n{\n cps = 500 1\n per_source = UNLIMITED\n}\n' +
            ''.join(internal(name, 'stream', 'tcp', 'no') for name in names + ('tcpmux',)) +
            ''.join(internal(name, 'dgram', 'udp', 'yes') for name in names))
    return [['xinetd', '-dontfork', '-pidfile', place / 'pid', '-f',
             place.write('xinetd.conf', text)]]


@server('oidentd', tcp(113, 'ident', 'oidentd', **NO))
def oidentd(place):
    return [['oidentd', '-i', '-S', '-a', '127.0.0.1', '-p', '113', '-u', 'nobody', '-g', 'nogroup']]


@server('snmpd', udp(161, 'snmp', 'Net-SNMP', **NO), udp(1161, 'snmp', 'Net-SNMP', **NO))
def snmpd(place):
    common = ['snmpd', '-f', '-Lo', '-C', '-c']
    return [common + [place.write('public.conf', 'rocommunity public 127.0.0.1\n'
                                  f'[snmp] persistentDir {place}\n'), 'udp:127.0.0.1:161'],
            common + [place.write('closed.conf', 'rocommunity farm 127.0.0.1\n'
                                  f'[snmp] persistentDir {place}\n'), 'udp:127.0.0.1:1161']]


@server('tor', tcp(9050, 'tor-socks socks5', 'Tor', **NO), tcp(9051, 'tor-control', 'Tor'),
        user='nobody')
def tor(place):
    return [['tor', '--defaults-torrc', '/dev/null', '-f', place.write('torrc', f'''
DataDirectory {place.mkdir('data')}
SocksPort 127.0.0.1:9050
ControlPort 127.0.0.1:9051
CookieAuthentication 1
DisableNetwork 0
Log notice stdout
''')]]


@server('ngircd', tcp(6667, 'irc', 'ngIRCd'))
def ngircd(place):
    return [['ngircd', '-n', '-f', place.write('ngircd.conf', '''
[Global]
Name = irc.example.test
Info = Farm
Listen = 127.0.0.1
Ports = 6667
ServerUID = irc
ServerGID = irc
[Options]
PAM = no
DNS = no
Ident = no
''')]]


@server('prosody', tcp(5222, 'jabber xmpp-client', 'Prosody', **NO),
        tcp(5269, 'jabber xmpp-server', 'Prosody', **NO), tcp(5280, 'http', 'Prosody', **NO),
        user='nobody')
def prosody(place):
    return [['prosody', '-F', '--config', place.write('prosody.cfg.lua', f'''
interfaces = {{ "127.0.0.1" }}
http_ports = {{ 5280 }}
https_ports = {{ }}
modules_enabled = {{ "roster"; "saslauth"; "tls"; "disco"; "version"; "http"; "bosh" }}
ssl = {{ key = "{place.key}"; certificate = "{place.cert}" }}
data_path = "{place.mkdir('data')}"
pidfile = "{place.mkdir('pid')}/pid"
log = {{ info = "*console" }}
VirtualHost "farm.example.test"
''')]]


@server('kamailio', tcp(5060, 'sip', 'Kamailio'), udp(5060, 'sip', 'Kamailio'))
def kamailio(place):
    return [['kamailio', '-DD', '-E', '-m', '16', '-M', '4', '-Y', place.dir,
             '-f', place.write('kamailio.cfg', '''#!KAMAILIO
children=1
log_stderror=yes
listen=udp:127.0.0.1:5060
listen=tcp:127.0.0.1:5060
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
loadmodule "sl.so"
loadmodule "pv.so"
request_route { sl_send_reply("200", "OK"); }
''')]]


@server('krb5-kdc', tcp(88, 'kerberos-sec kerberos', 'MIT Kerberos', **NO),
        udp(88, 'kerberos-sec kerberos', 'MIT Kerberos', **NO))
def kdc(place):
    place.write('kdc.conf', f'''
[kdcdefaults]
kdc_listen = 127.0.0.1:88
kdc_tcp_listen = 127.0.0.1:88
[realms]
EXAMPLE.TEST = {{
  database_name = {place}/principal
  key_stash_file = {place}/stash
}}
[logging]
kdc = STDERR
''')
    place.write('krb5.conf', '[libdefaults]\ndefault_realm = EXAMPLE.TEST\n')
    env = ['env', f'KRB5_KDC_PROFILE={place}/kdc.conf', f'KRB5_CONFIG={place}/krb5.conf']
    place.run(*env, 'kdb5_util', 'create', '-s', '-P', 'farm', '-r', 'EXAMPLE.TEST')
    return [env + ['krb5kdc', '-n']]


@server('gpsd', tcp(2947, 'gpsd', 'gpsd'))
def gpsd(place):
    return [['gpsd', '-N', '-n', '-S', '2947', '-F', place / 'socket']]


@server('munin-node', tcp(4949, 'munin', 'Munin'))
def munin(place):
    place.run('mkdir', '-p', '/run/munin')
    return [['munin-node', '--config', place.write('munin-node.conf', f'''
log_file {place}/log
pid_file {place}/pid
background 0
setsid 0
user root
group root
host 127.0.0.1
port 4949
host_name farm.example.test
allow ^.*$
''')]]


@server('nagios-nrpe-server', tcp(5666, 'nrpe', 'NRPE', tls=True))
def nrpe(place):
    return [['nrpe', '-f', '-c', place.write('nrpe.cfg', f'''
server_address=127.0.0.1
server_port=5666
nrpe_user=nagios
nrpe_group=nagios
pid_file={place}/pid
allowed_hosts=127.0.0.1
log_file={place}/log
''')]]


@server('zabbix-agent', tcp(10050, 'zabbix-agent', 'Zabbix'), user='nobody')
def zabbix(place):
    return [['zabbix_agentd', '-f', '-c', place.write('zabbix.conf', f'''
LogType=console
Server=127.0.0.1
ServerActive=127.0.0.1
ListenIP=127.0.0.1
Hostname=farm
PidFile={place.mkdir('pid')}/pid
''')]]


@server('mumble-server', tcp(64738, 'mumble', 'Mumble|Murmur', tls=True), udp(64738, 'mumble', 'Mumble|Murmur'))
def mumble(place):
    place.run('chown', 'mumble-server', place.dir)
    return [['murmurd', '-fg', '-ini', place.write('mumble.ini', f'''
database={place}/db
host=127.0.0.1
port=64738
sslCert={place.cert}
sslKey={place.key}
bonjour=false
autobanAttempts=0
''')]]


@server('tigervnc-standalone-server', tcp(5901, 'vnc', '', **NO), tcp(6001, 'X11', 'X.?Org'))
def tigervnc(place):
    return [['Xtigervnc', ':1', '-rfbport', '5901', '-interface', '127.0.0.1', '-SecurityTypes',
             'None', '-geometry', '320x200', '-listen', 'tcp', '-nolisten', 'unix',
             '-nolisten', 'local', '-ac', '-nolock']]


@server('xrdp', tcp(3389, 'ms-wbt-server', 'xrdp', **NO))
def xrdp(place):
    text = open('/etc/xrdp/xrdp.ini').read()
    for old, new in (('port=3389', 'port=tcp://127.0.0.1:3389'),
                     ('LogFile=xrdp.log', f'LogFile={place}/log'),
                     ('\ncertificate=', f'\ncertificate={place.cert}'),
                     ('\nkey_file=', f'\nkey_file={place.key}')):
        text = text.replace(old, new)
    place.run('mkdir', '-p', '/run/xrdp')
    return [['xrdp', '-n', '-c', place.write('xrdp.ini', text)]]


@server('openvpn', udp(1194, 'openvpn', 'OpenVPN', **NO))
def openvpn(place):
    return [['openvpn', '--dev', 'null', '--tls-server', '--proto', 'udp', '--local', '127.0.0.1',
             '--port', '1194', '--dh', 'none', '--ca', place.cert, '--cert', place.cert,
             '--key', place.key, '--verb', '1']]


@server('iperf3', tcp(5201, 'iperf3', 'iperf3', **NO))
def iperf3(place):
    return [['iperf3', '-s', '-B', '127.0.0.1']]
