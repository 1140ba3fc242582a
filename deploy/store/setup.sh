#!/bin/sh
# Sets up versitygw for Weft: creates the bucket, an account for each service, and a bucket policy with
# the rights of each account. Can be run repeatedly; a changed key replaces the old one. Requires curl
# 7.88 or newer, and sha256sum.
#
# Environment:
#   STORE_ENDPOINT   for example http://store:9000
#   STORE_BUCKET     default: weft
#   STORE_KEYS       folder with the files that generate-credentials creates: store.env with the key of the
#                    store's administrator, and NAME.env with the key of each account
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
bucket=${STORE_BUCKET:-weft}
accounts='gateway classifier trainer rollout photographer'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# key FILE NAME: prints a value of the file.
key() { sed -n "s/^$2=//p" "$STORE_KEYS/$1.env"; }

# Signs requests as the store's administrator. The key is passed in a file, because arguments are
# visible to other users.
(
  umask 077
  printf 'user = "%s:%s"\n' "$(key store ROOT_ACCESS_KEY)" "$(key store ROOT_SECRET_KEY)" > "$work/curl"
)

# request METHOD PATH EXPECTED...: sends standard input and accepts any of the expected status codes.
# Prints the actual one.
request() {
  method=$1 path=$2
  shift 2
  cat > "$work/body"
  digest=$(sha256sum "$work/body" | cut -d ' ' -f 1)
  status=$(curl --silent --show-error --max-time 30 --config "$work/curl" --aws-sigv4 aws:amz:us-east-1:s3 \
    --request "$method" --header "x-amz-content-sha256: $digest" --header 'Content-Type: application/xml' \
    --data-binary "@$work/body" --output "$work/answer" --write-out '%{http_code}' "$STORE_ENDPOINT$path")
  for expected in "$@"; do
    if [ "$status" = "$expected" ]; then
      return
    fi
  done
  echo "store setup: $method $path failed with HTTP status $status: $(cat "$work/answer")" >&2
  exit 1
}

# 409: the bucket already exists.
request PUT "/$bucket" 200 409 < /dev/null
for name in $accounts; do
  access=$(key "$name" WEFT_S3_ACCESS_KEY) secret=$(key "$name" WEFT_S3_SECRET_KEY)
  request PATCH /create-user 201 409 <<XML
<Account><Access>$access</Access><Secret>$secret</Secret><Role>user</Role></Account>
XML
  if [ "$status" = 409 ]; then
    request PATCH "/update-user?access=$access" 200 <<XML
<MutableProps><Secret>$secret</Secret></MutableProps>
XML
  fi
done
sh "$here/bucket-policy.sh" "$bucket" $accounts > "$work/policy"
request PUT "/$bucket?policy=" 200 204 < "$work/policy"
echo "store setup: the bucket $bucket, and accounts of $accounts"
