# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_storage.py: more databases, queues, file, mail and directory servers."""
from unit import server, tcp, udp

NO = dict(discloses=False)


@server('slapd', tcp(389, 'ldap', 'OpenLDAP', **NO), tcp(636, 'ldap ldaps', 'OpenLDAP', tls=True, **NO))
def slapd(place):
    place.mkdir('data')
    return [['slapd', '-d', '0', '-h', 'ldap://127.0.0.1:389 ldaps://127.0.0.1:636',
             '-f', place.write('slapd.conf', f'''
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile {place.cert}
TLSCertificateKeyFile {place.key}
database mdb
suffix "dc=example,dc=test"
directory {place}/data
''')]]


@server('samba', tcp(139, 'netbios-ssn', 'Samba', **NO), tcp(445, 'microsoft-ds netbios-ssn', 'Samba', **NO))
def samba(place):
    for name in ('lock', 'state', 'cache', 'pid', 'private', 'rpc'):
        place.mkdir(name)
    return [['smbd', '-F', '--no-process-group', '--debug-stdout', '-s', place.write('smb.conf', f'''
[global]
workgroup = FARM
server string = Samba
map to guest = bad user
interfaces = 127.0.0.1
bind interfaces only = yes
load printers = no
lock directory = {place}/lock
state directory = {place}/state
cache directory = {place}/cache
pid directory = {place}/pid
private dir = {place}/private
ncalrpc dir = {place}/rpc
''')]]


@server('subversion', tcp(3690, 'svnserve', 'Subversion', **NO))
def svnserve(place):
    place.run('svnadmin', 'create', place / 'repository')
    return [['svnserve', '-d', '--foreground', '-r', place.dir, '--listen-host', '127.0.0.1']]


@server('git', tcp(9418, 'git', 'git', **NO))
def git_daemon(place):
    place.run('git', 'init', '-q', '--bare', place / 'farm.git')
    return [['git', 'daemon', '--reuseaddr', f'--base-path={place}', '--export-all',
             '--listen=127.0.0.1', '--port=9418']]


@server('distcc', tcp(3632, 'distccd', 'distcc', **NO), user='nobody')
def distccd(place):
    return [['distccd', '--no-detach', '--daemon', '--listen', '127.0.0.1', '--allow', '127.0.0.1',
             '-j', '2', '--log-stderr', '--enable-tcp-insecure']]


@server('tftpd-hpa', udp(69, 'tftp', 'tftpd-hpa', **NO))
def tftpd(place):
    return [['in.tftpd', '-L', '-4', '-a', ':69', '-u', 'nobody', '-s', place.mkdir('root')]]


@server('nbd-server', tcp(10809, 'nbd', 'nbd', **NO))
def nbd(place):
    place.run('truncate', '-s', '1M', place / 'disk')
    return [['nbd-server', '-C', place.write('nbd.conf', f'''
[generic]
listenaddr = 127.0.0.1
port = 10809
allowlist = true
[disk]
exportname = {place}/disk
'''), '-p', place / 'pid']]


@server('tgt', tcp(3260, 'iscsi', 'tgt', **NO))
def tgt(place):
    return [['tgtd', '-f', '--iscsi', 'portal=127.0.0.1:3260']]


@server('beanstalkd', tcp(11300, 'beanstalk', 'beanstalkd'))
def beanstalkd(place):
    return [['beanstalkd', '-l', '127.0.0.1', '-p', '11300']]


@server('gearman-job-server', tcp(4730, 'gearman', 'Gearman'), user='nobody')
def gearmand(place):
    return [['gearmand', '-L', '127.0.0.1', '-p', '4730', '-l', 'stderr',
             f'--pid-file={place}/pid']]


@server('clamav-daemon', tcp(3310, 'clam', 'ClamAV'))
def clamd(place):
    place.write('data/farm.hdb', 'd41d8cd98f00b204e9800998ecf8427f:1:Farm-Test\n')
    return [['clamd', '-c', place.write('clamd.conf', f'''
Foreground yes
TCPSocket 3310
TCPAddr 127.0.0.1
DatabaseDirectory {place}/data
''')]]


@server('mpd', tcp(6600, 'mpd', 'Music Player'))
def mpd(place):
    return [['mpd', '--no-daemon', '--stderr', place.write('mpd.conf', f'''
music_directory "{place.mkdir('music')}"
bind_to_address "127.0.0.1"
port "6600"
audio_output {{
  type "null"
  name "farm"
}}
''')]]


@server('dovecot-lmtpd', tcp(24, 'lmtp', 'Dovecot', **NO), tcp(4190, 'sieve', 'Dovecot', **NO),
        needs_root=True)
def dovecot_more(place):
    return [['dovecot', '-F', '-c', place.write('dovecot.conf', f'''
protocols = lmtp sieve
listen = 127.0.0.1
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
ssl = no
mail_location = maildir:{place}/mail
passdb {{
  driver = static
  args = password=farm
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={place}/mail
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = 24
  }}
}}
''')]]
