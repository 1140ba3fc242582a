#!/bin/sh
# Gives versitygw what Weft needs: the bucket, an account for each service, and a policy of the bucket
# that says what each account may do. Again and again, if need be; a key that has changed replaces the
# old one. Needs curl 7.88 or newer, and sha256sum.
#
# Environment:
#   STORE_ENDPOINT   such as http://store:9000
#   STORE_BUCKET     otherwise weft
#   STORE_KEYS       a folder of files as generate-credentials makes them: store.env, of the store's
#                    administrator, and for each account NAME.env with its key
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
bucket=${STORE_BUCKET:-weft}
accounts='gateway classifier trainer rollout photographer'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# key FILE NAME: one of its values.
key() { sed -n "s/^$2=//p" "$STORE_KEYS/$1.env"; }

# Signs as the store's administrator. In a file, as arguments are for all to see.
(
  umask 077
  printf 'user = "%s:%s"\n' "$(key store ROOT_ACCESS_KEY)" "$(key store ROOT_SECRET_KEY)" > "$work/curl"
)

# request METHOD PATH EXPECTED...: sends standard input, and takes any of the expected answers. Says
# which it was.
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
  echo "store setup: $method $path was answered with $status: $(cat "$work/answer")" >&2
  exit 1
}

# The bucket is there already: 409.
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
