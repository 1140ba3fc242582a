#!/bin/sh
# Prints the policies of policies/ as one policy of the bucket, in which each statement is for one
# account alone: for stores that know policies of buckets, and none of accounts.
#   bucket-policy.sh BUCKET ACCOUNT...      of ACCOUNT, the policy is policies/ACCOUNT.json, and the
#                                           access key weft-ACCOUNT
# Without names and spaces: versitygw keeps it in an extended attribute of the bucket's folder, and ext4
# has some 3,900 bytes for all of those.
set -eu
policies=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/policies
bucket=$1
shift
printf '{"Version":"2012-10-17","Statement":['
comma=
for account in "$@"; do
  printf '%s' "$comma"
  # From the line after "Statement" to the one before its end.
  sed -n '/^  "Statement": \[$/,/^  \]$/p' "$policies/$account.json" | sed -e '1d;$d' -e '/^      "Sid":/d' \
    -e "s|^      \"Effect\": \"Allow\",\$|&\"Principal\":{\"AWS\":\"weft-$account\"},|" \
    -e "s|arn:aws:s3:::weft|arn:aws:s3:::$bucket|" | tr -d ' \n'
  comma=,
done
printf ']}\n'
