#!/bin/sh
# Prints the policies in policies/ as one bucket policy, in which each statement applies to a single
# account: for stores that support bucket policies, but no account policies.
#   bucket-policy.sh BUCKET ACCOUNT...      the policy of ACCOUNT is policies/ACCOUNT.json, its access
#                                           key weft-ACCOUNT
# Without statement ids and whitespace: versitygw stores the policy in an extended attribute of the
# bucket's folder, and ext4 has about 3,900 bytes for all of those.
set -eu
policies=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/policies
bucket=$1
shift
printf '{"Version":"2012-10-17","Statement":['
comma=
for account in "$@"; do
  printf '%s' "$comma"
  # From the line after "Statement" to the line before its end.
  sed -n '/^  "Statement": \[$/,/^  \]$/p' "$policies/$account.json" | sed -e '1d;$d' -e '/^      "Sid":/d' \
    -e "s|^      \"Effect\": \"Allow\",\$|&\"Principal\":{\"AWS\":\"weft-$account\"},|" \
    -e "s|arn:aws:s3:::weft|arn:aws:s3:::$bucket|" | tr -d ' \n'
  comma=,
done
printf ']}\n'
