# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_data.py: more databases, stores and brokers."""
from unit import server, tcp, udp

NO = dict(discloses=False)


@server('redis-sentinel', tcp(26379, 'redis', 'Redis'))
def sentinel(place):
    return [['redis-sentinel', place.write('sentinel.conf', 'port 26379\nbind 127.0.0.1\n')]]


@server('pgbouncer', tcp(6432, 'postgresql pgbouncer', 'PgBouncer', **NO), user='nobody')
def pgbouncer(place):
    return [['pgbouncer', place.write('pgbouncer.ini', f'''
[databases]
* = host=127.0.0.1 port=5432
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
auth_type = trust
auth_file = {place.write('users', '"farm" "farm"')}
unix_socket_dir =
''')]]


@server('pgpool2', tcp(9999, 'postgresql pgpool', 'Pgpool', **NO), user='nobody')
def pgpool(place):
    return [['pgpool', '-n', '-f', place.write('pgpool.conf', f'''
listen_addresses = '127.0.0.1'
port = 9999
pcp_listen_addresses = '127.0.0.1'
pcp_port = 9898
socket_dir = '{place}'
pcp_socket_dir = '{place}'
backend_hostname0 = '127.0.0.1'
backend_port0 = 5432
pid_file_name = '{place}/pid'
logdir = '{place}'
work_dir = '{place}'
''')]]


@server('firebird3.0-server', tcp(3050, 'firebird', 'Firebird', **NO), needs_root=True)
def firebird(place):
    return [['firebird']]


@server('clickhouse-server', tcp(9000, 'clickhouse', 'ClickHouse', **NO), tcp(8123, 'http', 'ClickHouse', **NO))
def clickhouse(place):
    place.write('users.xml', '<yandex><users><default><password></password><networks><ip>::/0</ip></networks>'
                '<profile>default</profile><quota>default</quota></default></users><profiles><default/>'
                '</profiles><quotas><default/></quotas></yandex>')
    return [['clickhouse-server', f'--config-file={place.write("config.xml", clickhouse_config(place))}']]


def clickhouse_config(place):
    return f'''<yandex><logger><level>error</level><console>1</console></logger>
<http_port>8123</http_port><tcp_port>9000</tcp_port><listen_host>127.0.0.1</listen_host>
<path>{place.mkdir('data')}/</path><tmp_path>{place.mkdir('tmp')}/</tmp_path>
<users_config>{place}/users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database><mark_cache_size>5368709</mark_cache_size></yandex>'''


@server('tarantool', tcp(3301, 'tarantool', 'Tarantool'), tcp(3302, 'tarantool', 'Tarantool'))
def tarantool(place):
    return [['tarantool', place.write('start.lua', f'''
box.cfg {{ listen = '127.0.0.1:3301', work_dir = '{place.mkdir('data')}' }}
require('console').listen('127.0.0.1:3302')
require('fiber').sleep(1e9)
''')]]


@server('virtuoso-opensource-7-bin', tcp(1111, 'virtuoso', 'Virtuoso', **NO), tcp(8890, 'http', 'Virtuoso'))
def virtuoso(place):
    return [['virtuoso-t', '+foreground', '+configfile', place.write('virtuoso.ini', f'''
[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {place}/temp.db
TransactionFile = {place}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:1111
NumberOfBuffers = 2000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:8890
ServerRoot = {place}
ServerThreads = 4
''')]]


@server('groonga-bin', tcp(10043, 'gqtp', 'Groonga', **NO), tcp(10041, 'http', 'Groonga', **NO))
def groonga(place):
    return [['groonga', '-s', '--protocol', 'gqtp', '-p', '10043', '-n', place / 'one.db'],
            ['groonga', '-s', '--protocol', 'http', '-p', '10041', '-n', place / 'two.db']]


@server('nats-server', tcp(4222, 'nats', 'NATS'))
def nats(place):
    return [['nats-server', '-a', '127.0.0.1', '-p', '4222']]


@server('rabbitmq-server', tcp(5672, 'amqp', 'RabbitMQ'), tcp(61613, 'stomp', 'RabbitMQ'),
        tcp(1885, 'mqtt', 'RabbitMQ', **NO), tcp(15672, 'http', 'RabbitMQ', **NO),
        tcp(4369, 'epmd', 'Erlang', **NO), tcp(25672, 'erlang-node', 'Erlang', **NO), needs_root=True)
def rabbitmq(place):
    place.write('plugins', '[rabbitmq_stomp,rabbitmq_mqtt,rabbitmq_management].\n')
    config = place.write('rabbitmq.conf', 'listeners.tcp.1 = 127.0.0.1:5672\n'
                         'stomp.listeners.tcp.1 = 127.0.0.1:61613\nmqtt.listeners.tcp.1 = 127.0.0.1:1885\n'
                         'management.tcp.ip = 127.0.0.1\n')
    return [['env', f'HOME={place}', 'RABBITMQ_NODENAME=farm@localhost', f'RABBITMQ_CONFIG_FILE={config}',
             f'RABBITMQ_ENABLED_PLUGINS_FILE={place}/plugins', f'RABBITMQ_MNESIA_BASE={place.mkdir("mnesia")}',
             f'RABBITMQ_LOG_BASE={place.mkdir("log")}', f'RABBITMQ_PID_FILE={place}/pid',
             '/usr/lib/rabbitmq/bin/rabbitmq-server']]


@server('stompserver', tcp(61618, 'stomp', 'stompserver', **NO))
def stompserver(place):
    return [['stompserver', '-b', '127.0.0.1', '-p', '61618', f'--working_dir={place}']]


@server('nutcracker', tcp(22121, 'redis', 'twemproxy', **NO), tcp(22222, 'twemproxy', 'twemproxy'))
def nutcracker(place):
    return [['nutcracker', '-a', '127.0.0.1', '-s', '22222', '-c', place.write('nutcracker.yml', '''
farm:
  listen: 127.0.0.1:22121
  redis: true
  servers:
    - 127.0.0.1:26379:1
''')]]


@server('default-jdk-headless', tcp(1099, 'java-rmi rmiregistry', 'Java RMI', **NO),
        tcp(5005, 'jdwp', 'Java Debug', **NO))
def java(place):
    place.write('Wait.java', 'class Wait { public static void main(String[] a) throws Exception '
                '{ Thread.sleep(1000000000L); } }\n')
    return [['rmiregistry', '1099'],
            ['java', '-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005',
             place / 'Wait.java']]


@server('gdbserver', tcp(2345, 'gdbserver', 'gdbserver', **NO))
def gdbserver(place):
    return [['gdbserver', '--multi', '127.0.0.1:2345']]


@server('rsyslog-relp', tcp(2514, 'relp', 'librelp'))
def relp(place):
    return [['rsyslogd', '-n', '-i', place / 'pid', '-f', place.write('rsyslog.conf', '''
module(load="imrelp")
input(type="imrelp" address="127.0.0.1" port="2514")
action(type="omfile" file="/dev/null")
''')]]


@server('collectd-core', udp(25826, 'collectd', 'collectd', **NO))
def collectd(place):
    return [['collectd', '-f', '-C', place.write('collectd.conf', f'''
BaseDir "{place}"
PIDFile "{place}/pid"
LoadPlugin network
<Plugin network>
  Listen "127.0.0.1" "25826"
</Plugin>
''')]]


@server('ganglia-monitor', tcp(8649, 'ganglia', 'Ganglia gmond'), user='nobody')
def gmond(place):
    return [['gmond', '-f', '-c', place.write('gmond.conf', '''
globals { daemonize = no setuid = no mute = no deaf = no }
cluster { name = "farm" }
udp_recv_channel { port = 8649 bind = 127.0.0.1 }
tcp_accept_channel { port = 8649 bind = 127.0.0.1 }
''')]]


@server('graphite-carbon', tcp(2003, 'graphite', '', **NO), tcp(2004, 'graphite-pickle', '', **NO),
        tcp(7002, 'carbon-query', '', **NO), user='nobody')
def carbon(place):
    place.write('storage-schemas.conf', '[default]\npattern = .*\nretentions = 60s:1d\n')
    return [['carbon-cache', f'--config={place.write("carbon.conf", carbon_config(place))}', '--nodaemon',
             f'--pidfile={place}/pid', 'start']]


def carbon_config(place):
    return f'''[cache]
STORAGE_DIR = {place}
CONF_DIR = {place}
LOG_DIR = {place}
LOCAL_DATA_DIR = {place.mkdir('whisper')}
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = 2003
PICKLE_RECEIVER_INTERFACE = 127.0.0.1
PICKLE_RECEIVER_PORT = 2004
CACHE_QUERY_INTERFACE = 127.0.0.1
CACHE_QUERY_PORT = 7002
USE_FLOW_CONTROL = True
'''


@server('nsca', tcp(5667, 'nsca', 'NSCA', **NO), user='nobody')
def nsca(place):
    return [['nsca', '-f', '-c', place.write('nsca.cfg', f'''
pid_file={place}/pid
server_port=5667
server_address=127.0.0.1
nsca_user=nobody
nsca_group=nogroup
debug=0
command_file={place}/command
decryption_method=1
''')]]


@server('zabbix-agent2', tcp(10052, 'zabbix-agent', 'Zabbix agent'), user='nobody')
def zabbix_agent2(place):
    return [['zabbix_agent2', '-f', '-c', place.write('agent2.conf', f'''
Server=127.0.0.1
Hostname=farm
ListenIP=127.0.0.1
ListenPort=10052
LogType=console
PidFile={place}/pid
ControlSocket={place}/control
PluginSocket={place}/plugins
''')]]


@server('nut-server', tcp(3493, 'nut', 'Network UPS Tools'), needs_root=True)
def upsd(place):
    place.write('upsd.conf', 'LISTEN 127.0.0.1 3493\n', 0o640)
    place.write('ups.conf', '[farm]\n driver = dummy-ups\n port = /dev/null\n', 0o640)
    place.write('upsd.users', '', 0o640)
    return [['env', f'NUT_CONFPATH={place}', f'NUT_STATEPATH={place}', f'NUT_ALTPIDPATH={place}', '/lib/nut/upsd', '-F',
             '-u', 'root']]


@server('rrdcached', tcp(42217, 'rrdcached', 'rrdcached', **NO))
def rrdcached(place):
    return [['rrdcached', '-g', '-l', '127.0.0.1:42217', '-p', place / 'pid']]


@server('gkrellmd', tcp(19150, 'gkrellm', 'GKrellM', **NO))
def gkrellmd(place):
    return [['gkrellmd', '-A', '127.0.0.1', '-P', '19150']]


@server('lcdproc', tcp(13666, 'lcdproc', 'LCDd', **NO))
def lcdd(place):
    return [['LCDd', '-f', '-d', 'text', '-c', place.write('LCDd.conf', '''
[server]
DriverPath=/usr/lib/x86_64-linux-gnu/lcdproc/
Driver=text
Bind=127.0.0.1
Port=13666
User=root
Foreground=yes
[text]
Size=20x4
''')]]
