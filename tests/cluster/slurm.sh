#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A Slurm of one node, this one, that lives in a folder and needs neither systemd nor cgroups.
# Of Debian: apt-get install slurm-wlm munge. Daemons run as who calls; root, where jobs of others are to run.
set -eu

usage() {
  cat <<'TEXT'
usage: slurm.sh start FOLDER | stop FOLDER

  start   begins munged, slurmctld and slurmd; clients then want SLURM_CONF=FOLDER/slurm.conf
  stop    ends these three, and no other

FOLDER is an absolute path, of 80 characters at most: a socket is made in it. Exit code 77: Slurm is not to be had.
TEXT
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

# First of two free ports, one for each daemon.
free_ports() {
  python3 -c 'import socket
held = [socket.socket() for _ in range(2)]
for s in held: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))'
}

write_conf() {
  host=$(hostname -s)
  # shellcheck disable=SC2046 # two words
  set -- $(free_ports)
  cat >"$folder/slurm.conf" <<TEXT
ClusterName=sij
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
SlurmctldPort=$1
SlurmdPort=$2
AuthType=auth/munge
# A job that is requeued waits as long as its old credential lives.
AuthInfo=socket=$folder/munge.socket,cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=pmix
ReturnToService=2
KillWait=10
MinJobAge=3600
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(env -u OMP_NUM_THREADS nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
TEXT
}

# Until a command succeeds, at most half a minute.
await() {
  for _ in $(seq 60); do
    ! "$@" >/dev/null 2>&1 || return 0
    sleep 0.5
  done
  return 1
}

node_is_idle() {
  [ "$(sinfo -h -o %T)" = idle ]
}

start() {
  for program in munged slurmctld slurmd sbatch; do
    command -v "$program" >/dev/null || skip "there is no $program: apt-get install slurm-wlm munge"
  done
  mkdir -p "$folder/state" "$folder/spool"
  chmod 755 "$folder" "$folder/state" "$folder/spool"
  write_conf
  [ -f "$folder/munge.key" ] || (umask 077 && head -c 128 /dev/urandom >"$folder/munge.key")
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" || skip "munged does not start"
  SLURM_CONF=$folder/slurm.conf
  export SLURM_CONF
  slurmctld -f "$SLURM_CONF" || skip "slurmctld does not start: see $folder/slurmctld.log"
  await sinfo -h || skip "slurmctld does not answer: see $folder/slurmctld.log"
  slurmd -f "$SLURM_CONF" || skip "slurmd does not start: see $folder/slurmd.log"
  await node_is_idle || skip "the node does not become idle: see $folder/slurmd.log"
}

has_ended() {
  ! kill -0 "$1"
}

# Only processes whose number stands in the folder.
stop() {
  for daemon in slurmd slurmctld munged; do
    [ -f "$folder/$daemon.pid" ] || continue
    number=$(cat "$folder/$daemon.pid")
    kill "$number" 2>/dev/null || continue
    await has_ended "$number" || printf '%s: process %s of %s does not end\n' "$0" "$number" "$daemon" >&2
  done
}

[ $# = 2 ] || {
  usage >&2
  exit 2
}
folder=$2
case $1 in
start) start ;;
stop) stop ;;
*)
  usage >&2
  exit 2
  ;;
esac
