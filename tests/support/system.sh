# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts that prepare a machine share (./dev, flatpak/, tests/newcomer). To be sourced, by who has a say().
# shellcheck shell=bash

# die WORDS [WHAT TO DO …]
die() {
  say "$1"
  shift
  [ $# -eq 0 ] || printf '     %s\n' "$@" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "this needs root: $*" "Run it as root once, or install sudo."
  fi
}

# Installs Debian's packages, where the system has them.
install_packages() {
  command -v apt-get >/dev/null ||
    die "these are missing: $*" "Install them with this system's package manager."
  say "installing $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
    die "the package lists could not be fetched." "Check the network, then call again."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    die "apt-get could not install $* (see above)."
}

# The mirror this system's own packages come from, if it is a Debian.
host_mirror() {
  command -v apt-get >/dev/null || return 0
  apt-get indextargets --format '$(SITE) $(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' \
    'Label: Debian' 2>/dev/null | awk 'NR == 1 { sub("/$", "", $2); print $2 }'
}

# Also one that mmdebstrap made as an ordinary user, of whose files others are the owners.
remove_tree() {
  [ -e "$1" ] || return 0
  if [ "$(id -u)" -eq 0 ]; then
    rm -rf --one-file-system "$1"
  else
    mmdebstrap --unshare-helper rm -rf --one-file-system "$1" 2>/dev/null || rm -rf "$1" 2>/dev/null || true
  fi
}

need_room() { # need_room FOLDER: for a tree of Debian's packages
  local free
  free=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge 4000000 ] || die "not enough room in $1: $((free / 1024)) MB free, 4 GB needed." \
    "Free some, or set VIGIE_DEV_ROOT to a folder on another disk."
}

# Ends with words for what goes wrong most often with mmdebstrap, found in its log.
tree_failed() { # tree_failed WHAT LOG
  local what=$1 log=$2
  grep -E '^(E|W|Err|dpkg): ?' "$log" | tail -n 8 >&2 || tail -n 8 "$log" >&2
  if grep -qiE 'no space left' "$log"; then
    die "the disk is full." "Free some room, or set VIGIE_DEV_ROOT to a folder on another disk."
  elif grep -qiE 'temporary failure resolving|could not (resolve|connect)|failed to fetch|connection (failed|refused)|network is unreachable' "$log"; then
    die "Debian's packages could not be fetched: no network, or the mirror does not answer." \
      "Check the network, or name a mirror: VIGIE_DEV_MIRROR=ADDRESS ./dev …"
  elif grep -qiE 'unshare|uid_map|newuidmap|subuid|user namespace' "$log"; then
    die "this system lets no ordinary user make user namespaces." \
      "Allow them (sysctl kernel.unprivileged_userns_clone=1, an entry in /etc/subuid), or run ./dev as root."
  fi
  die "$what could not be made; the whole log: $log"
}
