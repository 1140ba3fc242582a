#!/bin/sh
# What the store has to have; again and again, if need be.
set -eu
mc alias set store http://store:9000 "$(cat /run/secrets/store-user)" "$(cat /run/secrets/store-password)" > /dev/null
mc mb --ignore-existing store/weft
mc admin user add store "$WEFT_S3_ACCESS_KEY" "$WEFT_S3_SECRET_KEY" > /dev/null
# One account for all services here, with the rights of each.
for service in gateway classifier trainer rollout; do
  mc admin policy create store "weft-$service" "/policies/$service.json"
  mc admin policy attach store "weft-$service" --user "$WEFT_S3_ACCESS_KEY" || mc admin policy entities store --user "$WEFT_S3_ACCESS_KEY"
done
for prefix in images/ labeled/ by-model/; do
  mc event add --ignore-existing --event put --prefix "$prefix" store/weft arn:minio:sqs::WEFT:kafka
done
mc event list store/weft
