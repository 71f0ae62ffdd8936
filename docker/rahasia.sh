#!/bin/sh
# Makes the secrets of a production start, once. Running it again keeps what is there.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p rahasia

new() {
  head -c 48 /dev/urandom | base64 | tr -d '\n/+='
}

for name in postgres_password secret_key mfa_secret_key; do
  [ -s "rahasia/$name" ] || new > "rahasia/$name"
done
[ -s rahasia/database_url ] || printf 'postgresql://kinerja:%s@postgres:5432/kinerja' "$(cat rahasia/postgres_password)" > rahasia/database_url

# Containers read them as their own user.
chmod 0444 rahasia/*
chmod 0711 rahasia
echo "Rahasia ada di docker/rahasia/. Simpan salinannya di tempat aman; jangan pernah memasukkannya ke git."
