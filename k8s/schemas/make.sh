#!/usr/bin/env bash
# Regenerates the schemas in this folder. Requires npm, Maven, Java 17 and their public registries.
set -euo pipefail
cd "$(dirname "$0")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

declare -A version=(
  [apimachinery]=@kubernetes-models/apimachinery@3.0.2
  [kubernetes]=kubernetes-models@5.1.0
  [keda]=@kubernetes-models/keda@2.0.0
  [monitoring]=@kubernetes-models/prometheus-operator@6.0.0
  [external-secrets]=@kubernetes-models/external-secrets@2.0.0
)
strimzi=0.51.0

for name in "${!version[@]}"; do
  mkdir "$work/$name"
  tar -xzf "$(cd "$work" && realpath "$(npm pack --silent "${version[$name]}")")" -C "$work/$name"
done

# declared NAME KIND...: extracts the kinds that the package NAME declares, with the types of the two
# packages below it.
declared() {
  local name="$1" sources
  shift
  sources="$work/sources-$name"
  mkdir "$sources"
  ln -s "$work/apimachinery" "$work/kubernetes" "$sources"
  [ -e "$sources/$name" ] || ln -s "$work/$name" "$sources"
  java TypeScriptSchemas.java "From npm ${version[$name]}, MIT licence; see README.md" \
    "$sources" "$@" > "$name.schema.json"
}

declared kubernetes v1/Namespace v1/Service v1/ServiceAccount v1/ConfigMap v1/Secret \
  apps/v1/Deployment apps/v1/StatefulSet networking.k8s.io/v1/NetworkPolicy policy/v1/PodDisruptionBudget
declared keda keda.sh/v1alpha1/ScaledObject keda.sh/v1alpha1/TriggerAuthentication
declared monitoring monitoring.coreos.com/v1/PodMonitor monitoring.coreos.com/v1/PrometheusRule
# Go embeds the connection settings of an endpoint; the declarations lack embedded fields.
credentials='{"type":"object","properties":{"key":{"type":"string"},"name":{"type":"string"},"optional":{"type":"boolean"}},"required":["key"],"additionalProperties":false}'
authorization='"authorization":{"type":"object","properties":{"credentials":'"$credentials"',"type":{"type":"string"}},"additionalProperties":false}'
sed -i 's/V1PodMetricsEndpoint":{"type":"object","properties":{/&'"$authorization"',/' monitoring.schema.json
declared external-secrets external-secrets.io/v1/ExternalSecret

cat > "$work/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>schemas</groupId><artifactId>schemas</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.strimzi</groupId><artifactId>api</artifactId><version>$strimzi</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
javac -nowarn -d "$work/classes" -cp "$work/lib/*" StrimziSchemas.java \
  annotations/io/strimzi/crdgenerator/annotations/*.java
model=io.strimzi.api.kafka.model
java -cp "$work/classes:$work/lib/*" StrimziSchemas \
  "From Maven io.strimzi:api:$strimzi, Apache-2.0; see README.md" \
  $model.kafka.Kafka $model.nodepool.KafkaNodePool $model.topic.KafkaTopic $model.user.KafkaUser \
  > strimzi.schema.json
