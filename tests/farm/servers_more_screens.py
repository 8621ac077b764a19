# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers_more_screens.py: screens, sound, blocks, files, backup, and what controls networks."""
from unit import server, tcp, udp

NO = dict(discloses=False)


@server('qemu-system-x86', tcp(5909, 'vnc', 'QEMU', **NO), tcp(4444, 'qemu-monitor', 'QEMU'),
        tcp(4445, 'qmp', 'QEMU'), tcp(1235, 'gdbserver', 'QEMU', **NO))
def qemu(place):
    return [['qemu-system-x86_64', '-M', 'none', '-nodefaults', '-display', 'vnc=127.0.0.1:9', '-monitor',
             'tcp:127.0.0.1:4444,server=on,wait=off', '-qmp', 'tcp:127.0.0.1:4445,server=on,wait=off'],
            ['qemu-system-x86_64', '-S', '-nodefaults', '-display', 'none', '-gdb', 'tcp:127.0.0.1:1235']]


@server('sane-utils', tcp(6566, 'sane-port sane', 'saned', **NO))
def saned(place):
    return [['saned', '-l', '-b', '127.0.0.1', '-e']]


@server('sndiod', tcp(11025, 'sndio', 'sndiod', **NO), user='nobody')
def sndiod(place):
    return [['sndiod', '-d', '-L', '127.0.0.1', '-f', 'snd/0']]


@server('snapserver', tcp(1704, 'snapcast', 'Snapcast', **NO), tcp(1705, 'snapcast-control', 'Snapcast', **NO),
        user='nobody')
def snapserver(place):
    return [['env', f'HOME={place}', 'snapserver', '-c', place.write('snapserver.conf', f'''
[server]
datadir = {place.mkdir('data')}
[stream]
source = pipe:///{place}/fifo?name=default
''')]]


@server('qemu-utils', tcp(10810, 'nbd', 'QEMU', **NO))
def qemu_nbd(place):
    place.run('truncate', '-s', '1M', place / 'disk')
    return [['qemu-nbd', '-t', '-b', '127.0.0.1', '-p', '10810', '-f', 'raw', place / 'disk']]


@server('nbdkit', tcp(10811, 'nbd', 'nbdkit', **NO))
def nbdkit(place):
    return [['nbdkit', '-f', '-i', '127.0.0.1', '-p', '10811', 'memory', '1M']]


@server('diod', tcp(564, '9pfs 9p', 'diod', **NO))
def diod(place):
    return [['diod', '-f', '-n', '-l', '127.0.0.1:564', '-e', place.mkdir('export')]]


@server('dcmtk', tcp(11112, 'dicom', 'DCMTK|OFFIS'))
def storescp(place):
    return [['storescp', '11112', '-od', place.mkdir('in')]]


@server('orthanc', tcp(4242, 'dicom', 'DCMTK|Orthanc', **NO), tcp(8042, 'http', 'Orthanc', **NO))
def orthanc(place):
    return [['Orthanc', place.write('orthanc.json', '{"Name": "farm", "DicomPort": 4242, "HttpPort": 8042, '
                                    f'"StorageDirectory": "{place.mkdir("storage")}", '
                                    f'"IndexDirectory": "{place.mkdir("index")}"}}')]]


@server('glusterfs-server', tcp(24007, 'glusterd rpcbind', 'Gluster', **NO), needs_root=True)
def glusterd(place):
    return [['glusterd', '-N', '-l', place / 'log', '-p', place / 'pid']]


@server('xrootd-server', tcp(1094, 'xrootd', 'XRootD', **NO), user='nobody')
def xrootd(place):
    return [['xrootd', '-p', '1094', '-c', place.write('xrootd.cfg', f'''
all.export {place}
all.adminpath {place}
all.pidpath {place}
''')]]


@server('bacula-fd', tcp(9102, 'bacula-fd', 'Bacula', **NO), needs_root=True)
def bacula_fd(place):
    return [['bacula-fd', '-f', '-c', place.write('fd.conf', f'''
Director {{
  Name = farm-dir
  Password = "farm"
}}
FileDaemon {{
  Name = farm-fd
  FDAddress = 127.0.0.1
  WorkingDirectory = {place}
  Pid Directory = {place}
}}
Messages {{
  Name = Standard
  director = farm-dir = all
}}
''')]]


@server('boinc-client', tcp(31416, 'boinc', 'BOINC'), user='nobody')
def boinc(place):
    return [['boinc', '--dir', place.mkdir('data'), '--no_gpus']]


@server('openvswitch-switch', tcp(6640, 'ovsdb', 'Open vSwitch', **NO))
def ovsdb(place):
    place.run('ovsdb-tool', 'create', place / 'conf.db', '/usr/share/openvswitch/vswitch.ovsschema')
    return [['ovsdb-server', place / 'conf.db', '--remote=ptcp:6640:127.0.0.1',
             f'--unixctl={place}/ctl', f'--pidfile={place}/pid']]


@server('openvswitch-testcontroller', tcp(6653, 'openflow', 'Open vSwitch', **NO))
def ovs_controller(place):
    return [['ovs-testcontroller', 'ptcp:6653:127.0.0.1', f'--unixctl={place}/ctl', f'--pidfile={place}/pid']]


@server('gobgpd', tcp(179, 'bgp', 'GoBGP', **NO), tcp(50051, 'grpc http', '', **NO))
def gobgpd(place):
    return [['gobgpd', '-f', place.write('gobgpd.conf', '''
[global.config]
  as = 64512
  router-id = "192.0.2.1"
  local-address-list = ["127.0.0.1"]
[[neighbors]]
  [neighbors.config]
    peer-as = 23456
    neighbor-address = "127.0.0.1"
  [neighbors.transport.config]
    passive-mode = true
''')]]


@server('stayrtr', tcp(8282, 'rpki-rtr', 'StayRTR', **NO))
def stayrtr(place):
    return [['stayrtr', '-bind', '127.0.0.1:8282', '-metrics.addr', '127.0.0.1:9847', '-checktime=false',
             '-cache', place.write('rpki.json', '{"metadata": {}, "roas": []}')]]


@server('opendkim', tcp(8891, 'milter', 'OpenDKIM', **NO), user='nobody')
def opendkim(place):
    return [['opendkim', '-f', '-p', 'inet:8891@127.0.0.1', '-b', 'v', '-x', place.write('dkim.conf', 'Mode v\n')]]


@server('libvirt-daemon-system', tcp(16509, 'libvirt-rpc libvirt', 'libvirt', **NO), needs_root=True)
def libvirtd(place):
    return [['libvirtd', '-l', '-p', place / 'pid', '-f', place.write('libvirtd.conf', '''
listen_tls = 0
listen_tcp = 1
auth_tcp = "none"
listen_addr = "127.0.0.1"
''')]]


@server('dbskkd-cdb', tcp(1178, 'skkserv', 'dbskkd-cdb'))
def skk(place):
    return [['socat', 'TCP4-LISTEN:1178,bind=127.0.0.1,fork,reuseaddr', 'EXEC:dbskkd-cdb']]


@server('rsh-server', tcp(514, 'shell', '', **NO), tcp(513, 'login', '', **NO), tcp(512, 'exec', '', **NO))
def rsh(place):
    return [['socat', f'TCP4-LISTEN:{port},bind=127.0.0.1,fork,reuseaddr', f'EXEC:in.{name},nofork']
            for port, name in ((514, 'rshd'), (513, 'rlogind'), (512, 'rexecd'))]


@server('python3-pyghmi', udp(623, 'asf-rmcp ipmi', 'pyghmi', **NO))
def pyghmi(place):
    return [['fakebmc', '--port', '623']]


@server('icecc', tcp(8765, 'icecream', 'Icecream', **NO), user='nobody')
def icecc(place):
    return [['icecc-scheduler', '-p', '8765', '-l', place / 'log']]


@server('festival', tcp(1314, 'festival', 'Festival', **NO))
def festival(place):
    return [['festival', '--server', place.write('server.scm', '(set! server_access_list nil)\n')]]


@server('lirc', tcp(8766, 'lirc', 'LIRC', **NO))
def lircd(place):
    return [['lircd', '-n', '--listen=127.0.0.1:8766', '-H', 'null', '-o', place / 'socket', '-P', place / 'pid',
             '-L', place / 'log']]


@server('adb', tcp(5037, 'adb-server adb', 'Android Debug Bridge', **NO))
def adb(place):
    return [['env', f'HOME={place}', 'adb', '-L', 'tcp:localhost:5037', 'server', 'nodaemon']]
