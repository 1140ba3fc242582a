#!/bin/sh
# Prints the policies of policies/ as one policy of the bucket, in which each statement is for one
# account alone: for stores that know policies of buckets, and none of accounts.
#   bucket-policy.sh BUCKET ACCOUNT...      of ACCOUNT, the policy is policies/ACCOUNT.json, and the
#                                           access key weft-ACCOUNT
set -eu
policies=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/policies
bucket=$1
shift
printf '{\n  "Version": "2012-10-17",\n  "Statement": ['
comma=
for account in "$@"; do
  printf '%s' "$comma"
  # From the line after "Statement" to the one before its end.
  sed -n '/^  "Statement": \[$/,/^  \]$/p' "$policies/$account.json" | sed -e '1d;$d' \
    -e "s|^      \"Sid\": \"|&$account|" \
    -e "s|^      \"Effect\": \"Allow\",\$|&\n      \"Principal\": {\"AWS\": [\"weft-$account\"]},|" \
    -e "s|arn:aws:s3:::weft|arn:aws:s3:::$bucket|" | sed '1s|^|\n|'
  comma=,
done
printf '  ]\n}\n'
