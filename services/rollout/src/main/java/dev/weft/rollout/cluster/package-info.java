/** Observed state outside of the service: published versions, live replicas, measurements. */
package dev.weft.rollout.cluster;
