# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_storage.py: databases, caches, queues and file transfer."""
import farm
from unit import server, tcp, tcp6, udp

NO = dict(discloses=False)


@server('vsftpd', tcp(21, 'ftp', 'vsftpd'), tcp(2100, 'ftp', '', **NO), needs_root=True)
def vsftpd(place):
    place.mkdir('empty')
    program = farm.CACHE / 'vsftpd/usr/sbin/vsftpd'
    common = f'''
listen=YES
background=NO
listen_address=127.0.0.1
anonymous_enable=YES
anon_root={place}/empty
secure_chroot_dir={place}/empty
vsftpd_log_file={place}/log
seccomp_sandbox=NO
'''
    renamed = 'listen_port=2100\nftpd_banner=Welcome to the FTP service of the farm.\n'
    return [[program, place.write('vsftpd.conf', common)],
            [program, place.write('renamed.conf', common + renamed)]]


@server('proftpd-core', tcp(2121, 'ftp', 'ProFTPD', **NO),
        tcp(990, 'ftp ftps', 'ProFTPD', tls=True, **NO),
        tcp6(2122, 'ftp', 'ProFTPD', **NO), needs_root=True)
def proftpd(place):
    secret = place.write('key.pem', place.key.read_text(), 0o600)
    return [['proftpd', '-n', '-c', place.write('proftpd.conf', f'''
ModulePath /usr/lib/proftpd
LoadModule mod_tls.c
ServerType standalone
ServerName "Farm"
UseIPv6 on
DefaultAddress 127.0.0.1
SocketBindTight on
Port 2121
User nobody
Group nogroup
PidFile {place}/pid
ScoreboardFile {place}/scoreboard
SystemLog {place}/log
WtmpLog off
<VirtualHost 127.0.0.1>
  Port 990
  TLSEngine on
  TLSOptions UseImplicitSSL
  TLSRSACertificateFile {place.cert}
  TLSRSACertificateKeyFile {secret}
</VirtualHost>
<VirtualHost ::1>
  Port 2122
</VirtualHost>
''')]]


@server('mariadb-server', tcp(3306, 'mysql', 'MariaDB'), tcp6(33306, 'mysql', 'MariaDB'),
        user='mysql')
def mariadb(place):
    data = place.mkdir('data')
    common = ['--no-defaults', f'--datadir={data}', '--innodb-buffer-pool-size=8M',
              '--innodb-log-file-size=4M', '--skip-log-bin']
    place.run('mariadb-install-db', *common, '--auth-root-authentication-method=normal',
              '--skip-test-db')
    server_command = ['mariadbd', *common, f'--user={place.user}', f'--socket={place}/socket',
                      '--bind-address=127.0.0.1,::1', f'--pid-file={place}/pid']
    second = place.mkdir('second')
    place.run('cp', '-a', f'{data}/.', second)
    return [server_command + ['--bind-address=127.0.0.1', '--port=3306'],
            server_command + [f'--datadir={second}', f'--socket={place}/socket2',
                              f'--pid-file={place}/pid2', '--bind-address=::1', '--port=33306']]


@server('postgresql-15', tcp(5432, 'postgresql', 'Postgre', **NO),
        tcp6(5432, 'postgresql', 'Postgre', **NO), tcp(15432, 'postgresql', 'Postgre', **NO),
        user='postgres')
def postgresql(place):
    programs = '/usr/lib/postgresql/15/bin'
    for name in ('one', 'two'):
        place.run(f'{programs}/initdb', '-D', place / name, '-N', '-A', 'trust', '-U', 'farm')
    common = ['-c', f'unix_socket_directories={place}', '-c', 'shared_buffers=4MB']
    return [[f'{programs}/postgres', '-D', place / 'one', *common,
             '-c', 'listen_addresses=127.0.0.1,::1', '-c', 'port=5432'],
            [f'{programs}/postgres', '-D', place / 'two', *common,
             '-c', 'listen_addresses=127.0.0.1', '-c', 'port=15432']]


@server('redis-server', tcp(6379, 'redis', 'Redis'), tcp6(6379, 'redis', 'Redis'),
        tcp(16379, 'redis', 'Redis', discloses=False), tcp(7379, 'redis', 'Redis'), user='nobody')
def redis(place):
    common = ['redis-server', '--save', '', '--dir', place, '--loglevel', 'warning']
    return [common + ['--bind', '127.0.0.1', '::1', '--port', '6379'],
            common + ['--bind', '127.0.0.1', '--port', '7379'],
            common + ['--bind', '127.0.0.1', '--port', '16379', '--requirepass', 'farm']]


@server('memcached', tcp(11211, 'memcached memcache', 'Memcached'),
        udp(11211, 'memcached memcache', 'Memcached'),
        tcp6(21211, 'memcached memcache', 'Memcached'), user='nobody')
def memcached(place):
    return [['memcached', '-l', '127.0.0.1', '-p', '11211', '-U', '11211'],
            ['memcached', '-l', '::1', '-p', '21211']]


@server('mosquitto', tcp(1883, 'mqtt', 'mosquitto'), tcp(8883, 'mqtt secure-mqtt', 'mosquitto', tls=True),
        tcp6(18830, 'mqtt', 'mosquitto'), tcp(1884, 'mqtt', '', **NO), user='nobody')
def mosquitto(place):
    return [['mosquitto', '-c', place.write('mosquitto.conf', f'''
per_listener_settings true
persistence false
listener 1883 127.0.0.1
allow_anonymous true
listener 18830 ::1
allow_anonymous true
listener 1884 127.0.0.1
allow_anonymous false
listener 8883 127.0.0.1
allow_anonymous true
certfile {place.cert}
keyfile {place.key}
''')]]


@server('rsync', tcp(873, 'rsync', 'rsync', **NO), tcp6(8730, 'rsync', 'rsync', **NO))
def rsync(place):
    place.mkdir('files')
    config = place.write('rsyncd.conf', f'''
use chroot = no
[farm]
path = {place}/files
comment = farm files
''')
    common = ['rsync', '--daemon', '--no-detach', f'--config={config}']
    return [common + ['--address=127.0.0.1', '--port=873'],
            common + ['--address=::1', '--port=8730']]
